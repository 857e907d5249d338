namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>A store for a GPU: the memory of its host.</summary>
public sealed class HostTileStore : ITileStore
{
    private readonly HashSet<Tile> _tiles = [];
    private long _taken;

    public long Room
    {
        get
        {
            var memory = GC.GetGCMemoryInfo();
            return memory.TotalAvailableMemoryBytes - memory.MemoryLoadBytes;
        }
    }

    public long Length { get; private set; }

    public ITile Put(Tensor flat)
    {
        var here = flat.device_type == TorchSharp.DeviceType.CPU ? flat.clone() : flat.cpu();
        var tile = new Tile(this, here.DetachFromDisposeScope());
        _tiles.Add(tile);
        _taken += tile.Bytes;
        Length = Math.Max(Length, _taken);
        return tile;
    }

    public void Dispose()
    {
        foreach (var tile in _tiles.ToList())
            tile.Dispose();
    }

    private sealed class Tile(HostTileStore store, Tensor numbers) : ITile
    {
        public long Bytes { get; } = numbers.numel() * numbers.element_size();

        public void CopyTo(Tensor flat) => flat.copy_(numbers);

        public void Dispose()
        {
            if (store._tiles.Remove(this))
                store._taken -= Bytes;
            numbers.Dispose();
        }
    }
}
