using System.Globalization;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>The columns of a CORUM file that an import needs, whatever its release calls them.</summary>
internal sealed class CorumRow(TableHeader header, CorumColumns columns)
{
    private const string NobodyInParticular = "None";

    private readonly int _id = header.Required(columns.Id);
    private readonly int _name = header.Required(columns.Name);
    private readonly int _accessions = header.Required(columns.Accessions);
    private readonly int _organism = header.IndexOf(columns.Organism);
    private readonly int _proteinNames = header.IndexOf(columns.ProteinNames);
    private readonly int _geneNames = header.IndexOf(columns.GeneNames);
    private readonly int _copies = columns.Copies is { } column ? header.IndexOf(column) : -1;

    /// <summary>Whether the file has a place for copy numbers.</summary>
    public bool StatesCopies => _copies >= 0;

    /// <returns>null if the ledger has it as rejected</returns>
    public ComplexRecord? Read(TextLine line, RowLedger ledger)
    {
        string[] cells = line.Text.Split('\t');
        if (!ComplexRow.HasRightCells(cells, header, line.Number, ledger))
            return null;

        string[] listed = List(cells, _accessions) ?? [];
        string?[] names = NamesFor(cells, listed.Length);
        List<string> warnings = [];
        int?[] stated = CopiesFor(cells, listed.Length, warnings);
        var members = new MemberList();
        if (listed.Any(x => !IsNothing(x)))
        {
            for (int i = 0; i < listed.Length; i++)
                members.Add(IsNothing(listed[i]) ? NobodyInParticular : listed[i], KindOf(listed[i]), stated[i], names[i]);
        }
        var row = new ComplexRecord(line.Number, cells[_id].Trim(), ComplexRow.Cell(cells, _name) ?? "", ComplexRow.Cell(cells, _organism), [])
        {
            Warnings = warnings,
        };
        return ComplexRow.Finish(row, members, copiesAreStated: false, ledger);
    }

    // Protein names may hold semicolons of their own; then the two lists do not match and the genes' names serve.
    private string?[] NamesFor(string[] cells, int count)
    {
        string[]? names = List(cells, _proteinNames) is { } proteins && proteins.Length == count ? proteins : List(cells, _geneNames);
        return names?.Length == count ? [.. names.Select(x => IsNothing(x) ? null : x)] : new string?[count];
    }

    private int?[] CopiesFor(string[] cells, int count, List<string> warnings)
    {
        if (_copies < 0 || cells[_copies].All(x => x == ';' || char.IsWhiteSpace(x)))
            return new int?[count];

        string[] stated = cells[_copies].Split(';');
        if (stated.Length != count)
        {
            warnings.Add($"{stated.Length} copy numbers for {count} members ({cells[_copies]}): one copy of each is assumed.");
            return new int?[count];
        }
        foreach (string bad in stated.Where(x => x.Trim().Length > 0 && Number(x) is null))
            warnings.Add($"\"{bad}\" is no copy number: one copy is assumed.");
        return [.. stated.Select(Number)];
    }

    private static int? Number(string text)
        => int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static SubunitKind KindOf(string accession) => IsNothing(accession) ? SubunitKind.Unknown : SubunitKind.Protein;

    private static bool IsNothing(string accession) => accession is "" or NobodyInParticular;

    private static string[]? List(string[] cells, int at)
        => at < 0 || cells[at].Trim().Length == 0 ? null : cells[at].Split(';', StringSplitOptions.TrimEntries);
}

/// <summary>What a release of CORUM calls its columns.</summary>
internal sealed record CorumColumns(string Id, string Name, string Organism, string Accessions, string ProteinNames, string GeneNames, string? Copies)
{
    public static readonly CorumColumns Release3 = new(
        "ComplexID", "ComplexName", "Organism", "subunits(UniProt IDs)", "subunits(Protein name)", "subunits(Gene name)", null);

    // The misspelt column is the file's own.
    public static readonly CorumColumns Release5 = new(
        "complex_id", "complex_name", "organism", "subunits_uniprot_id", "subunits_protein_name", "subunits_gene_name", "subunits_stoechiometrie");
}
