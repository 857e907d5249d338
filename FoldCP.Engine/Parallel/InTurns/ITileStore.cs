namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>Where the tensors of ranks lie that wait for their turn: beside a device's memory, which is too small for all.</summary>
public interface ITileStore : IDisposable
{
    /// <summary>How much more it can take, about, bytes.</summary>
    long Room { get; }

    /// <summary>How large it has become, bytes.</summary>
    long Length { get; }

    /// <summary>Copies numbers there.</summary>
    /// <param name="flat">[n], in one piece, on any device</param>
    /// <exception cref="TileStoreException">there is no room</exception>
    ITile Put(Tensor flat);
}

/// <summary>Numbers in a <see cref="ITileStore"/>, until disposed.</summary>
public interface ITile : IDisposable
{
    /// <param name="flat">[n] as it was put there, in one piece, on any device</param>
    void CopyTo(Tensor flat);
}
