using System.IO.Compression;

namespace FoldCP.Jobs.Imports.Text;

/// <summary>
/// The text in a gzip file. It is bounded, since a small file can unpack to any size; and a file that is cut short is found out, which
/// <see cref="GZipStream"/> lets pass: a member of our own is put behind the file's, and unless it arrives, something is missing before it.
/// </summary>
internal sealed class UnpackedStream(Stream packed, long maxBytes) : ForwardStream
{
    // No byte of UTF-8 text has this value; below it is a gzip member of just this byte.
    private const byte End = 0xFF;

    private static readonly byte[] s_packedEnd =
        [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF, 0xFB, 0x0F, 0, 0, 0, 0, 0xFF, 0x01, 0, 0, 0];

    private readonly GZipStream _unpacked = new(new ChainedStream(packed, new MemoryStream(s_packedEnd)), CompressionMode.Decompress);
    private readonly byte[] _ahead = new byte[1 << 16];
    private int _at, _filled;
    private long _total;
    private bool _ended;

    // The last byte stays back until it is known to be the end's.
    private int Available => _filled - _at - 1;

    public override int Read(Span<byte> buffer)
    {
        while (Available <= 0 && !_ended)
            Fill();
        if (Available <= 0)
            return _filled > _at && _ahead[_at] == End ? 0 : throw Damaged(null);

        int count = Math.Min(buffer.Length, Available);
        _ahead.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _ahead.AsSpan(_at, _filled - _at).CopyTo(_ahead);
        (_at, _filled) = (0, _filled - _at);
        int got = Unpack(_ahead.AsSpan(_filled));
        (_filled, _total, _ended) = (_filled + got, _total + got, got == 0);
        if (_total > maxBytes + 1)
            throw new FileFaultException($"The file unpacks to more than {maxBytes:N0} bytes, the most that is read here.");
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return _unpacked.Read(buffer);
        }
        catch (InvalidDataException bad)
        {
            throw Damaged(bad);
        }
    }

    private static FileFaultException Damaged(Exception? cause) => new("The gzip file is damaged or cut short; compress it again.", cause);
}
