using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>A fold cannot go on, and all ranks know it and leave with the same words.</summary>
internal sealed class AgreedFailure(FoldFailed failed) : Exception(failed.Cause)
{
    public FoldFailed Failed => failed;
}
