using System.Text;

namespace FoldCP.Bench.Imports;

/// <summary>A complex set and its sequence files.</summary>
internal sealed record BenchFiles(string Name, string ComplexSet, IReadOnlyList<string> Sequences);

/// <summary>The files that a benchmark imports: always generated ones, and the real ones where they lie beside the repository.</summary>
internal static class BenchSets
{
    private const int Complexes = 3_633;
    private const int Proteins = 60_000;
    private const int Few = 20;
    private const string Letters = "ACDEFGHIKLMNPQRSTVWY";

    /// <summary>A few generated complexes, to see that the benchmark starts and ends.</summary>
    /// <param name="folder">where the files go</param>
    public static IEnumerable<BenchFiles> Tiny(string folder) => [Generated(folder, Few, 10 * Few)];

    /// <param name="folder">where the generated files go</param>
    public static IEnumerable<BenchFiles> All(string folder)
    {
        yield return Generated(folder, Complexes, Proteins);

        string shared = Path.Combine(RepositoryRoot(), "..", "shared", "data");
        if (!Directory.Exists(shared))
            yield break;
        string[] sequences = [.. Directory.EnumerateFiles(Path.Combine(shared, "sequences")).Where(x => x.EndsWith(".tsv") || x.EndsWith(".fasta")).Order()];
        yield return new BenchFiles("CORUM 2018", Path.Combine(shared, "corum", "corum_2018-06-27_allComplexes.txt"), sequences);
        yield return new BenchFiles("Complex Portal, human 2018", Path.Combine(shared, "complexportal", "homo_sapiens_complextab_2018-12-17.tsv"), sequences);
    }

    private static BenchFiles Generated(string folder, int complexes, int proteins)
    {
        var random = new Random(2026);
        string set = Path.Combine(folder, "generated.tsv"), sequences = Path.Combine(folder, "generated.fasta");
        using (var writer = new StreamWriter(set))
        {
            writer.Write("ComplexID\tComplexName\tOrganism\tsubunits(UniProt IDs)\n");
            for (int i = 1; i <= complexes; i++)
                writer.Write($"{i}\tcomplex {i}\tHuman\t{string.Join(';', Members(random, proteins))}\n");
        }
        using (var writer = new StreamWriter(sequences))
        {
            for (int i = 0; i < proteins; i++)
                writer.Write($">sp|{Accession(i)}|BENCH\n{Residues(random)}\n");
        }
        return new BenchFiles("generated", set, [sequences]);
    }

    private static IEnumerable<string> Members(Random random, int proteins)
        => Enumerable.Range(0, random.Next(2, 10)).Select(_ => Accession(random.Next(proteins / 4))).Distinct();

    private static string Accession(int number) => $"P{number % 10}{Letter(number / 8_000)}{Letter(number / 400)}{Letter(number / 20)}{number / 10 % 10}";

    private static char Letter(int number) => Letters[number % Letters.Length];

    private static string Residues(Random random)
    {
        var text = new StringBuilder();
        for (int left = random.Next(80, 900); left > 0; left -= 60)
        {
            for (int i = 0; i < Math.Min(left, 60); i++)
                text.Append(Letters[random.Next(Letters.Length)]);
            text.Append('\n');
        }
        return text.ToString();
    }

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "FoldCP.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The benchmark does not run inside the repository.");
    }
}
