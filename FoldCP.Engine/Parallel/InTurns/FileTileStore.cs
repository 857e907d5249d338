using FoldCP.Engine.Tensors;
using Microsoft.Win32.SafeHandles;

namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>
/// A store for a CPU: a file. It is read and written, not mapped, as mapped pages count as the process's memory; and it has
/// no name once it is open, so that nothing is left of it however the process ends.
/// </summary>
public sealed unsafe class FileTileStore : ITileStore
{
    private const int AtOnce = 1 << 30;

    private readonly string _folder;
    private readonly SafeFileHandle _file;
    private readonly FileSpace _space = new();

    /// <param name="folder">where the file lies; made if need be</param>
    /// <exception cref="TileStoreException">what is there lies in memory</exception>
    /// <exception cref="IOException">it cannot be there</exception>
    /// <exception cref="UnauthorizedAccessException">it may not be there</exception>
    public FileTileStore(string folder)
    {
        _folder = Path.GetFullPath(folder);
        Directory.CreateDirectory(_folder);
        if (new DriveInfo(_folder).DriveFormat is "tmpfs" or "ramfs")
            throw new TileStoreException($"{_folder} lies in memory, which a tile store is there to save. Name a folder on a disk.");
        var path = Path.Combine(_folder, $"foldcp-tiles-{Guid.NewGuid():N}");
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
        File.Delete(path);
    }

    public long Room => new DriveInfo(_folder).AvailableFreeSpace;

    public long Length => _space.Length;

    public ITile Put(Tensor flat)
    {
        using var here = flat.cpu();
        var bytes = here.numel() * here.element_size();
        var tile = new Tile(this, _space.Take(bytes), bytes);
        var data = (byte*)NativeTensors.DataPointer(here);
        try
        {
            for (var at = 0L; at < bytes; at += AtOnce)
                RandomAccess.Write(_file, new ReadOnlySpan<byte>(data + at, (int)Math.Min(AtOnce, bytes - at)), tile.Offset + at);
        }
        catch (IOException full)
        {
            throw new TileStoreException(
                FormattableString.Invariant($"The tile store in {_folder} cannot grow to {_space.Length / 1e9:F1} GB: {full.Message} Make room there, or name a folder on another disk."), full);
        }

        return tile;
    }

    public void Dispose() => _file.Dispose();

    private sealed class Tile(FileTileStore store, long offset, long bytes) : ITile
    {
        private bool _isGone;

        public long Offset => offset;

        public void CopyTo(Tensor flat)
        {
            if (flat.device_type != TorchSharp.DeviceType.CPU)
            {
                using var here = empty_like(flat, device: CPU);
                Read(here);
                flat.copy_(here);
            }
            else
            {
                Read(flat);
            }
        }

        public void Dispose()
        {
            if (!_isGone)
                store._space.GiveBack(offset, bytes);
            _isGone = true;
        }

        private void Read(Tensor flat)
        {
            var data = (byte*)NativeTensors.DataPointer(flat);
            for (var at = 0L; at < bytes;)
            {
                var read = RandomAccess.Read(store._file, new Span<byte>(data + at, (int)Math.Min(AtOnce, bytes - at)), offset + at);
                at += read > 0 ? read : throw new TileStoreException($"The tile store in {store._folder} has been cut off.");
            }
        }
    }
}
