using System.Text;

namespace FoldCP.Jobs.Imports.Text;

/// <summary>A line without its end.</summary>
/// <param name="Number">from 1</param>
/// <param name="Text">what it says</param>
public readonly record struct TextLine(int Number, string Text);

/// <summary>
/// Reads UTF-8 text line by line in bounded memory. LF, CRLF and CR end a line; a byte order mark is skipped. What is no text is a
/// fault of the file, with the line where that shows.
/// </summary>
internal sealed class LineReader : IDisposable
{
    /// <summary>The longest line, in characters; real tables stay below 20,000, the longest known protein below 50,000.</summary>
    public const int MaxLineLength = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader reader;
    private readonly char[] buffer = new char[1 << 15];
    private readonly StringBuilder begun = new();
    private int at, filled, lines;
    private TextLine? peeked;

    /// <param name="stream">the file's text, already unpacked; disposed with this</param>
    public LineReader(Stream stream)
    {
        reader = new StreamReader(stream, Strict, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        if (Fill() && buffer[0] == '\uFEFF')
            at = 1;
    }

    /// <summary>The next line, left where it is.</summary>
    /// <returns>false at the end of the file</returns>
    /// <exception cref="FileFaultException">this is no text</exception>
    public bool TryPeek(out TextLine line)
    {
        peeked ??= Next();
        line = peeked.GetValueOrDefault();
        return peeked is not null;
    }

    /// <inheritdoc cref="TryPeek"/>
    /// <summary>Takes the next line.</summary>
    public bool TryRead(out TextLine line)
    {
        bool any = TryPeek(out line);
        peeked = null;
        return any;
    }

    /// <summary>Goes to the next line that is not blank.</summary>
    public void SkipBlank()
    {
        while (TryPeek(out var line) && string.IsNullOrWhiteSpace(line.Text))
            TryRead(out _);
    }

    public void Dispose() => reader.Dispose();

    private TextLine? Next()
    {
        begun.Clear();
        while (at < filled || Fill())
        {
            int end = buffer.AsSpan(at, filled - at).IndexOfAny('\n', '\r');
            Begin(buffer.AsSpan(at, end < 0 ? filled - at : end));
            if (end < 0)
            {
                at = filled;
                continue;
            }
            at += end + 1;
            if (buffer[at - 1] == '\r' && (at < filled || Fill()) && buffer[at] == '\n')
                at++;
            return Finish();
        }
        return begun.Length > 0 ? Finish() : null;
    }

    private TextLine Finish() => new(++lines, begun.ToString());

    private void Begin(ReadOnlySpan<char> part)
    {
        if (part.Contains('\0'))
            throw new FileFaultException($"This is not a text file: line {lines + 1} holds a zero byte.");
        if (begun.Length + part.Length > MaxLineLength)
            throw new FileFaultException($"Line {lines + 1} is longer than {MaxLineLength:N0} characters; no table or sequence that is read here has such lines.");

        begun.Append(part);
    }

    private bool Fill()
    {
        try
        {
            (at, filled) = (0, reader.Read(buffer));
            return filled > 0;
        }
        catch (DecoderFallbackException bad)
        {
            string bytes = Convert.ToHexString(bad.BytesUnknown ?? []);
            throw new FileFaultException($"This is not UTF-8 text: in or after line {lines + 1} it holds {bytes} (hexadecimal), which is no character. Save the file as UTF-8 and upload it again.", bad);
        }
    }
}
