namespace FoldCP.Jobs.Imports.Text;

/// <summary>Opens an uploaded file as text, unpacking gzip, and tells what is certainly no text.</summary>
internal static class TextFile
{
    private static readonly (byte[] Start, string Kind)[] s_noText =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an Excel workbook; save the table as tab-separated text"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Excel or Word file; save the table as tab-separated text"),
        ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ([0xFF, 0xFE], "UTF-16 text; save it as UTF-8"),
        ([0xFE, 0xFF], "UTF-16 text; save it as UTF-8"),
        ([0x42, 0x5A, 0x68], "a bzip2 file; unpack it, or compress it with gzip"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz file; unpack it, or compress it with gzip"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ];

    /// <param name="stream">the file; it must be able to seek. Disposed with the reader</param>
    /// <param name="maxBytes">the most that a compressed file may unpack to</param>
    /// <exception cref="FileFaultException">the file is empty or no text</exception>
    public static LineReader Open(Stream stream, long maxBytes)
    {
        Span<byte> start = stackalloc byte[8];
        start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        stream.Position = 0;
        if (start.IsEmpty)
            throw new FileFaultException("The file is empty.");
        foreach (var (magic, kind) in s_noText)
        {
            if (start.StartsWith(magic))
                throw new FileFaultException($"This is {kind}.");
        }
        return new LineReader(start.StartsWith<byte>([0x1F, 0x8B]) ? new UnpackedStream(stream, maxBytes) : stream);
    }
}
