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

    private static readonly byte[] PackedEnd =
        [0x1F, 0x8B, 0x08, 0, 0, 0, 0, 0, 0, 0xFF, 0xFB, 0x0F, 0, 0, 0, 0, 0xFF, 0x01, 0, 0, 0];

    private readonly GZipStream unpacked = new(new ChainedStream(packed, new MemoryStream(PackedEnd)), CompressionMode.Decompress);
    private readonly byte[] ahead = new byte[1 << 16];
    private int at, filled;
    private long total;
    private bool ended;

    // The last byte stays back until it is known to be the end's.
    private int Available => filled - at - 1;

    public override int Read(Span<byte> buffer)
    {
        while (Available <= 0 && !ended)
            Fill();
        if (Available <= 0)
            return filled > at && ahead[at] == End ? 0 : throw Damaged(null);

        int count = Math.Min(buffer.Length, Available);
        ahead.AsSpan(at, count).CopyTo(buffer);
        at += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        ahead.AsSpan(at, filled - at).CopyTo(ahead);
        (at, filled) = (0, filled - at);
        int got = Unpack(ahead.AsSpan(filled));
        (filled, total, ended) = (filled + got, total + got, got == 0);
        if (total > maxBytes + 1)
            throw new FileFaultException($"The file unpacks to more than {maxBytes:N0} bytes, the most that is read here.");
    }

    private int Unpack(Span<byte> buffer)
    {
        try
        {
            return unpacked.Read(buffer);
        }
        catch (InvalidDataException bad)
        {
            throw Damaged(bad);
        }
    }

    private static FileFaultException Damaged(Exception? cause) => new("The gzip file is damaged or cut short; compress it again.", cause);
}
