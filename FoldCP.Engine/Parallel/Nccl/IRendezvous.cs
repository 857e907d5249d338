namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Where the processes of a run meet before they can send tensors, and hear of one another's end.</summary>
internal interface IRendezvous : IDisposable
{
    /// <summary>Another rank is gone, or cannot go on. Told on any thread, with the reason.</summary>
    event Action<string>? Lost;

    int Rank { get; }

    int Size { get; }

    /// <summary>Returns when all ranks are here, and have said what the others are to know before they go on. Done once, if at all, before <see cref="Meet"/>.</summary>
    /// <returns>what each has said, in their order; null of who did not come</returns>
    /// <exception cref="NcclException">this rank has reached nobody</exception>
    IReadOnlyList<string?> HearAll(string own);

    /// <summary>Returns when all ranks are here.</summary>
    /// <param name="version">of NCCL, which must be the same everywhere</param>
    /// <param name="ofFirst">what the first rank tells all</param>
    /// <returns>what the first rank has told</returns>
    /// <exception cref="NcclException">they are not, or they have different versions; all are told the same</exception>
    byte[] Meet(int version, Func<byte[]> ofFirst);

    /// <summary>Tells the others that this rank cannot go on.</summary>
    void Tell(string reason);

    /// <summary>Ends all processes, this one too.</summary>
    void End(int code);
}
