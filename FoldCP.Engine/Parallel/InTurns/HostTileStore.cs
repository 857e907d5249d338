namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>A store for a GPU: the memory of its host.</summary>
public sealed class HostTileStore : ITileStore
{
    private readonly HashSet<Tile> _tiles = [];

    public long Room
    {
        get
        {
            var memory = GC.GetGCMemoryInfo();
            return memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        }
    }

    public ITile Put(Tensor flat)
    {
        var here = flat.device_type == TorchSharp.DeviceType.CPU ? flat.clone() : flat.cpu();
        var tile = new Tile(this, here.DetachFromDisposeScope());
        _tiles.Add(tile);
        return tile;
    }

    public void Dispose()
    {
        foreach (var tile in _tiles.ToList())
            tile.Dispose();
    }

    private sealed class Tile(HostTileStore store, Tensor numbers) : ITile
    {
        public void CopyTo(Tensor flat) => flat.copy_(numbers);

        public void Dispose()
        {
            store._tiles.Remove(this);
            numbers.Dispose();
        }
    }
}
