namespace FoldCP.Engine.Mmcif;

/// <summary>The first data block of an mmCIF file: its tables by category, such as <c>_atom_site</c>.</summary>
public sealed class CifFile
{
    private readonly Dictionary<string, CifTable> tables = new(StringComparer.OrdinalIgnoreCase);

    private CifFile(string block) => Block = block;

    /// <summary>The block's name, after <c>data_</c>.</summary>
    public string Block { get; }

    /// <summary>All categories, in no promised order.</summary>
    public IReadOnlyCollection<CifTable> Tables => tables.Values;

    /// <returns>null if the file has no such category</returns>
    public CifTable? Find(string category) => tables.GetValueOrDefault(category);

    /// <exception cref="InvalidDataException">the file has no such category</exception>
    public CifTable Table(string category) =>
        Find(category) ?? throw new InvalidDataException($"The file has no category {category}.");

    /// <exception cref="InvalidDataException">the text is not CIF, with the line</exception>
    public static CifFile Read(string path)
    {
        using var reader = new StreamReader(path);
        return Read(reader, Path.GetFileName(path));
    }

    /// <param name="text">the file's text</param>
    /// <param name="name">how messages call it</param>
    /// <param name="linesBefore">how many lines of the file come before the text</param>
    /// <exception cref="InvalidDataException">the text is not CIF, with the line</exception>
    public static CifFile Read(TextReader text, string name, int linesBefore = 0)
    {
        var lexer = new CifLexer(text, name, linesBefore);
        var token = lexer.Next();
        if (token.Kind != CifKind.Data)
            throw lexer.Bad(token.Line, "this is no CIF file: it does not begin with data_.");
        var file = new CifFile(token.Text);
        token = lexer.Next();
        while (token.Kind is not (CifKind.End or CifKind.Data))
        {
            token = token.Kind switch
            {
                CifKind.Loop => file.ReadLoop(lexer),
                CifKind.Tag => file.ReadItem(lexer, token),
                _ => throw lexer.Bad(token.Line, $"the value {token.Text} stands alone."),
            };
        }
        return file;
    }

    private CifToken ReadItem(CifLexer lexer, CifToken tag)
    {
        var value = lexer.Next();
        if (value.Kind != CifKind.Value)
            throw lexer.Bad(tag.Line, $"{tag.Text} has no value.");
        AddColumn(lexer, tag).AddCell(Meaning(value), value.Line);
        return lexer.Next();
    }

    private CifToken ReadLoop(CifLexer lexer)
    {
        var token = lexer.Next();
        CifTable? table = null;
        for (; token.Kind == CifKind.Tag; token = lexer.Next())
            table = AddColumn(lexer, token);
        if (table is null)
            throw lexer.Bad(token.Line, "a loop_ without columns.");
        for (; token.Kind == CifKind.Value; token = lexer.Next())
            table.AddCell(Meaning(token), token.Line);
        if (table.Cells % table.Columns.Count != 0)
            throw lexer.Bad(token.Line, $"the last row of {table.Category} is not complete.");
        return token;
    }

    private CifTable AddColumn(CifLexer lexer, CifToken tag)
    {
        int dot = tag.Text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
            throw lexer.Bad(tag.Line, $"{tag.Text} names no category.");
        string category = tag.Text[..dot];
        if (!tables.TryGetValue(category, out var table))
            tables.Add(category, table = new CifTable(category));
        table.AddColumn(tag.Text[(dot + 1)..]);
        return table;
    }

    private static string? Meaning(CifToken value) => value is { Bare: true, Text: "." or "?" } ? null : value.Text;
}
