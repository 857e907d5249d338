using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>
/// A file mapped into memory: nothing is read before it is used, and writing changes a private copy of the page. No span and
/// no tensor of it may be used after it is disposed.
/// </summary>
internal sealed unsafe class MappedFile : IDisposable
{
    private readonly Tensor _bytes;

    private MappedFile(string path, long length)
    {
        (Path, Length) = (path, length);
        _bytes = from_file(path, shared: false, size: length, dtype: ScalarType.Byte, device: CPU).DetachFromDisposeScope();
    }

    public string Path { get; }

    public long Length { get; }

    /// <exception cref="FileNotFoundException">there is no such file</exception>
    /// <exception cref="InvalidDataException">it is empty</exception>
    public static MappedFile Open(string path)
    {
        var info = FileInfo.AtEndOf(path);
        if (!info.Exists)
            throw new FileNotFoundException($"{path}: there is no such weights file.", path);
        if (info.Length == 0)
            throw new InvalidDataException($"{path}: not a weights file, it has only 0 bytes.");
        return new(path, info.Length);
    }

    /// <exception cref="InvalidDataException">they are not all within the file</exception>
    public ReadOnlySpan<byte> Bytes(long offset, long length)
        => new(At(offset, length), length <= int.MaxValue ? (int)length : throw Damaged("a part of the file is too large"));

    /// <summary>A contiguous tensor over a part of the file.</summary>
    /// <exception cref="InvalidDataException">it is not all within the file</exception>
    public Tensor View(long offset, long bytes, ReadOnlySpan<long> shape, ScalarType type)
        => NativeTensors.FromBlob(At(offset, bytes), shape, type);

    public InvalidDataException Damaged(string how, Exception? cause = null) => new($"{Path}: {how}.", cause);

    public void Dispose() => _bytes.Dispose();

    private byte* At(long offset, long length)
        => offset < 0 || length < 0 || offset > Length - length
            ? throw Damaged("the file is cut off, or points outside itself")
            : (byte*)NativeTensors.DataPointer(_bytes) + offset;
}
