namespace FoldCP.Engine.Mmcif;

/// <summary>Cuts a CIF file into pieces, line by line, so that a file of any size is never held as one string.</summary>
internal sealed class CifLexer(TextReader file, string name, int linesBefore = 0)
{
    private string line = "";
    private int column;
    private int number = linesBefore;

    /// <exception cref="InvalidDataException">a quotation or a text field does not end</exception>
    public CifToken Next()
    {
        while (true)
        {
            while (column < line.Length && char.IsWhiteSpace(line[column]))
                column++;
            if (column < line.Length && line[column] != '#')
                return line[column] is '\'' or '"' ? Quoted() : Word();
            if (!Advance())
                return new(CifKind.End, "", false, number);
            if (line.StartsWith(';'))
                return TextField();
        }
    }

    public InvalidDataException Bad(int at, string what) => new($"{name}, line {at}: {what}");

    private bool Advance()
    {
        column = 0;
        string? next = file.ReadLine();
        line = next ?? "";
        number++;
        return next is not null;
    }

    private CifToken Word()
    {
        int start = column;
        while (column < line.Length && !char.IsWhiteSpace(line[column]))
            column++;
        string word = line[start..column];
        if (word[0] == '_')
            return new(CifKind.Tag, word, false, number);
        if (word.Equals("loop_", StringComparison.OrdinalIgnoreCase))
            return new(CifKind.Loop, word, false, number);
        if (word.StartsWith("data_", StringComparison.OrdinalIgnoreCase))
            return new(CifKind.Data, word[5..], false, number);
        return new(CifKind.Value, word, true, number);
    }

    // A quotation ends at its mark only where white space or the line's end follows.
    private CifToken Quoted()
    {
        char mark = line[column];
        int end = column + 1;
        while (end < line.Length && !(line[end] == mark && (end + 1 == line.Length || char.IsWhiteSpace(line[end + 1]))))
            end++;
        if (end < line.Length)
        {
            string text = line[(column + 1)..end];
            column = end + 1;
            return new(CifKind.Value, text, false, number);
        }
        throw Bad(number, $"a value begins with {mark} and does not end.");
    }

    private CifToken TextField()
    {
        int start = number;
        var lines = new List<string> { line[1..] };
        while (Advance())
        {
            if (line.StartsWith(';'))
            {
                column = 1;
                return new(CifKind.Value, CifFolding.IsFolded(lines) ? CifFolding.Unfold(lines) : string.Join('\n', lines), false, start);
            }
            lines.Add(line);
        }
        throw Bad(start, "a text field begins here and does not end.");
    }
}
