namespace FoldCP.Engine.Run.Ranks;

/// <summary>A rank that shares its process with others has told why it fails, and ends.</summary>
internal sealed class RankEndedException(int code) : Exception($"The rank ends with exit code {code}.")
{
    /// <summary>The process's exit code.</summary>
    public int Code => code;
}
