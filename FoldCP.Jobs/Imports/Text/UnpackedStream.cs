using System.IO.Compression;

namespace FoldCP.Jobs.Imports.Text;

/// <summary>The content of a gzip file, bounded: a small file can unpack to any size.</summary>
internal sealed class UnpackedStream(Stream packed, long maxBytes) : Stream
{
    private readonly GZipStream unpacked = new(packed, CompressionMode.Decompress);
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => read; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int got = unpacked.Read(buffer);
            read += got;
            return read <= maxBytes ? got : throw new FileFaultException($"The file unpacks to more than {maxBytes:N0} bytes, the most that is read here.");
        }
        catch (InvalidDataException damaged)
        {
            throw new FileFaultException("The gzip file is damaged or cut short; compress it again.", damaged);
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }
}
