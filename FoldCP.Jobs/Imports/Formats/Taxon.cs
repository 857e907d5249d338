namespace FoldCP.Jobs.Imports.Formats;

/// <summary>The organisms that most complexes come from, by their NCBI taxonomy number.</summary>
internal static class Taxon
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        ["9606"] = "Human",
        ["10090"] = "Mouse",
        ["10116"] = "Rat",
        ["9913"] = "Bovine",
        ["9823"] = "Pig",
        ["9031"] = "Chicken",
        ["8355"] = "Xenopus laevis",
        ["7955"] = "Zebrafish",
        ["7227"] = "Drosophila melanogaster",
        ["6239"] = "Caenorhabditis elegans",
        ["3702"] = "Arabidopsis thaliana",
        ["559292"] = "Saccharomyces cerevisiae",
        ["284812"] = "Schizosaccharomyces pombe",
        ["83333"] = "Escherichia coli K-12",
        ["2697049"] = "SARS-CoV-2",
    };

    public static string? NameOf(string? number) => number is null ? null : s_names.GetValueOrDefault(number, $"taxon {number}");
}
