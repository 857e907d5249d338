namespace FoldCP.Tests;

/// <summary>So many bytes that are nowhere stored; it can break off on the way, and counts what was taken of it.</summary>
internal sealed class GeneratedStream(long length, long breaksAfter = long.MaxValue) : Stream
{
    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        if (Taken >= breaksAfter)
            throw new IOException("The client is gone.");

        int got = (int)Math.Min(count, length - Taken);
        buffer.AsSpan(offset, got).Fill((byte)'A');
        Taken += got;
        return got;
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
