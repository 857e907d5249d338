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

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly StreamReader _reader;
    private readonly char[] _buffer = new char[1 << 15];
    private readonly StringBuilder _begun = new();
    private int _at, _filled, _lines;
    private TextLine? _peeked;

    /// <param name="stream">the file's text, already unpacked; disposed with this</param>
    public LineReader(Stream stream)
    {
        _reader = new StreamReader(stream, s_strict, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16);
        if (Fill() && _buffer[0] == '\uFEFF')
            _at = 1;
    }

    /// <summary>The next line, left where it is.</summary>
    /// <returns>false at the end of the file</returns>
    /// <exception cref="FileFaultException">this is no text</exception>
    public bool TryPeek(out TextLine line)
    {
        _peeked ??= Next();
        line = _peeked.GetValueOrDefault();
        return _peeked is not null;
    }

    /// <inheritdoc cref="TryPeek"/>
    /// <summary>Takes the next line.</summary>
    public bool TryRead(out TextLine line)
    {
        bool any = TryPeek(out line);
        _peeked = null;
        return any;
    }

    /// <summary>Goes to the next line that is not blank.</summary>
    public void SkipBlank()
    {
        while (TryPeek(out var line) && string.IsNullOrWhiteSpace(line.Text))
            TryRead(out _);
    }

    public void Dispose() => _reader.Dispose();

    private TextLine? Next()
    {
        _begun.Clear();
        while (_at < _filled || Fill())
        {
            int end = _buffer.AsSpan(_at, _filled - _at).IndexOfAny('\n', '\r');
            Begin(_buffer.AsSpan(_at, end < 0 ? _filled - _at : end));
            if (end < 0)
            {
                _at = _filled;
                continue;
            }
            _at += end + 1;
            if (_buffer[_at - 1] == '\r' && (_at < _filled || Fill()) && _buffer[_at] == '\n')
                _at++;
            return Finish();
        }
        return _begun.Length > 0 ? Finish() : null;
    }

    private TextLine Finish() => new(++_lines, _begun.ToString());

    private void Begin(ReadOnlySpan<char> part)
    {
        if (part.Contains('\0'))
            throw new FileFaultException($"This is not a text file: line {_lines + 1} holds a zero byte.");
        if (_begun.Length + part.Length > MaxLineLength)
            throw new FileFaultException($"Line {_lines + 1} is longer than {MaxLineLength:N0} characters; no table or sequence that is read here has such lines.");

        _begun.Append(part);
    }

    private bool Fill()
    {
        try
        {
            (_at, _filled) = (0, _reader.Read(_buffer));
            return _filled > 0;
        }
        catch (DecoderFallbackException bad)
        {
            string bytes = Convert.ToHexString(bad.BytesUnknown ?? []);
            throw new FileFaultException($"This is not UTF-8 text: in or after line {_lines + 1} it holds {bytes} (hexadecimal), which is no character. Save the file as UTF-8 and upload it again.", bad);
        }
    }
}
