using System.Text;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>
/// Cuts a file of any size at the lines that begin a data block, so that one block is in memory at a time and a damaged one,
/// even with a quotation that never ends, takes no other along.
/// </summary>
internal sealed class ComponentBlocks(TextReader file)
{
    /// <summary>The largest component has some hundred kilobytes.</summary>
    public const int LongestBlock = 1 << 24;

    private const string Opening = "data_";

    private readonly char[] _buffer = new char[1 << 16];
    private int _start;
    private int _end;

    /// <exception cref="InvalidDataException">the file is compressed and damaged</exception>
    public IEnumerable<ComponentBlock> Read()
    {
        var (line, text) = (new StringBuilder(), new StringBuilder());
        string? code = null;
        int begin = 0;
        for (int number = 0; NextLine(line); number++)
        {
            if (Begins(line) is { } next)
            {
                if (code is not null)
                    yield return Block(code, begin, text);
                (code, begin) = (next, number);
                text.Clear();
            }
            if (code is not null && text.Length <= LongestBlock)
                text.Append(line);
        }
        if (code is not null)
            yield return Block(code, begin, text);
    }

    private static ComponentBlock Block(string code, int begin, StringBuilder text) =>
        new(code, begin, text.Length > LongestBlock ? null : text.ToString());

    private static string? Begins(StringBuilder line)
    {
        for (int at = 0; at < Opening.Length; at++)
        {
            if (line.Length <= at || char.ToLowerInvariant(line[at]) != Opening[at])
                return null;
        }
        string code = line.ToString(Opening.Length, Math.Min(line.Length - Opening.Length, 100)).TrimEnd();
        return code.Contains(' ') ? code[..code.IndexOf(' ')] : code;
    }

    // With its end. Of a line without one, as binary files have them, no more is kept than makes its block too long.
    private bool NextLine(StringBuilder line)
    {
        line.Clear();
        while (_start < _end || Fill())
        {
            int length = _buffer.AsSpan(_start.._end).IndexOf('\n');
            int taken = length < 0 ? _end - _start : length + 1;
            if (line.Length <= LongestBlock)
                line.Append(_buffer, _start, taken);
            _start += taken;
            if (length >= 0)
                return true;
        }
        return line.Length > 0;
    }

    private bool Fill()
    {
        (_start, _end) = (0, file.Read(_buffer));
        return _end > 0;
    }
}
