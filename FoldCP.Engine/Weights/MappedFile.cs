using System.IO.MemoryMappedFiles;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>
/// A file mapped into memory: nothing is read before it is used, and writing changes a private copy of the page. No span and
/// no tensor of it may be used after it is disposed.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    // errno of Linux, which .NET passes on.
    private const int NoMemory = 12;

    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _bytes;

    private MappedFile(string path, long length, MemoryMappedFileAccess access)
    {
        (Path, Length) = (path, length);
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        _map = MemoryMappedFile.CreateFromFile(file, null, length, access, HandleInheritability.None, leaveOpen: false);
        _view = View(access);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
    }

    public string Path { get; }

    public long Length { get; }

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">it is empty</exception>
    /// <exception cref="InsufficientMemoryException">Linux promises no memory for private copies of so many pages</exception>
    public static MappedFile Open(string path) => Open(path, MemoryMappedFileAccess.CopyOnWrite);

    /// <summary>Maps a file of any size, as no memory is promised for copies: nothing of it may be written to.</summary>
    /// <inheritdoc cref="Open(string)"/>
    public static MappedFile OpenReadOnly(string path) => Open(path, MemoryMappedFileAccess.Read);

    /// <exception cref="InvalidDataException">they are not all within the file</exception>
    public ReadOnlySpan<byte> Bytes(long offset, long length)
        => new(At(offset, length), length <= int.MaxValue ? (int)length : throw Damaged("a part of the file is too large"));

    /// <summary>A contiguous tensor over a part of the file.</summary>
    /// <exception cref="InvalidDataException">it is not all within the file</exception>
    public Tensor View(long offset, long bytes, ReadOnlySpan<long> shape, ScalarType type)
        => NativeTensors.FromBlob(At(offset, bytes), shape, type);

    public InvalidDataException Damaged(string how, Exception? cause = null) => new($"{Path}: {how}.", cause);

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _map.Dispose();
    }

    private static MappedFile Open(string path, MemoryMappedFileAccess access)
    {
        var info = FileInfo.AtEndOf(path);
        if (!info.Exists)
            throw new FileNotFoundException($"{path}: there is no such weights file.", path);
        if (info.Length == 0)
            throw new InvalidDataException($"{path}: not a weights file, it has only 0 bytes.");
        return new(path, info.Length, access);
    }

    private MemoryMappedViewAccessor View(MemoryMappedFileAccess access)
    {
        try
        {
            return _map.CreateViewAccessor(0, Length, access);
        }
        catch (Exception cannot)
        {
            _map.Dispose();
            if (cannot is IOException { HResult: NoMemory })
                throw new InsufficientMemoryException($"{Path}: there is no room in memory to map a file of {Length} bytes.", cannot);
            throw;
        }
    }

    private byte* At(long offset, long length)
        => offset < 0 || length < 0 || offset > Length - length
            ? throw Damaged("the file is cut off, or points outside itself")
            : _bytes + offset;
}
