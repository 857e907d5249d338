using Microsoft.Playwright;

namespace FoldCP.Web.Tests.Browser;

/// <summary>DNA polymerase delta, CPX-2097 of Complex Portal, 2,149 residues, out of real files that lie beside the repository.</summary>
internal static class LargeComplex
{
    public const string Name = "Delta DNA polymerase complex";

    public const int Residues = 2149;

    private const string Accession = "CPX-2097";

    private static readonly string[] s_proteins = ["Q15054", "P49005", "P28340", "Q9HCU8"];

    private static readonly string s_data = Repository.PathOf("../shared/data");

    /// <summary>Null: there are no such files.</summary>
    public static FilePayload[]? Files() => Directory.Exists(s_data) ? [Complexes(), Sequences()] : null;

    // The row of the Complex Portal's own table, under its own header.
    private static FilePayload Complexes()
    {
        string table = Path.Combine(s_data, "complexportal", "homo_sapiens_complextab_2018-12-17.tsv");
        var rows = File.ReadLines(table).Where((row, line) => line == 0 || row.StartsWith(Accession + "\t", StringComparison.Ordinal));
        return Of("delta.tsv", rows);
    }

    private static FilePayload Sequences()
    {
        var known = Directory.EnumerateFiles(Path.Combine(s_data, "sequences"), "human_swissprot_Intra*.tsv").SelectMany(File.ReadLines)
            .Select(row => row.Split('\t')).Where(row => s_proteins.Contains(row[0])).DistinctBy(row => row[0]).ToDictionary(row => row[0], row => row[1]);
        return Of("delta.fasta", s_proteins.Select(protein => $">{protein}\n{known[protein]}"));
    }

    private static FilePayload Of(string name, IEnumerable<string> lines)
        => new() { Name = name, MimeType = "text/plain", Buffer = System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n") };
}
