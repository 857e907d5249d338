using FoldCP.Jobs.Complexes;

namespace FoldCP.Jobs.Tests.Imports;

/// <summary>Writes tables in Complex Portal's layout, with invented content.</summary>
internal static class ComplexTab
{
    public const string Header18 = "#Complex ac\tRecommended name\tAliases for complex\tTaxonomy identifier\tIdentifiers (and stoichiometry) of molecules in complex\tConfidence\tExperimental evidence\tGo Annotations\tCross references\tDescription\tComplex properties\tComplex assembly\tLigand\tDisease\tAgonist\tAntagonist\tComment\tSource";
    public static readonly string Header19 = Header18.Replace("Confidence", "Evidence Code") + "\tExpanded participant list";

    /// <summary>With 18 columns.</summary>
    public static string Table(params IEnumerable<string> rows) => string.Concat(rows.Prepend(Header18).Select(x => x + "\n"));

    public static string Row(string id, string members)
        => string.Join('\t', [id, $"complex {id}", "-", "9606", members, .. Enumerable.Repeat("-", 13)]);

    public static IEnumerable<string> Members(ComplexRecord complex) => complex.Members.Select(x => $"{x.Accession} {x.Copies} {x.CopiesSource}");
}
