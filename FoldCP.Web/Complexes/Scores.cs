using System.Globalization;
using FoldCP.Jobs.Results;

namespace FoldCP.Web.Complexes;

/// <summary>A score as people read it: value, unit, what it says and which way is better.</summary>
/// <param name="Name">as in the literature</param>
/// <param name="Value">formatted; null if there is none</param>
/// <param name="Unit">null for a pure number</param>
/// <param name="Meaning">one sentence with range and direction</param>
/// <param name="WhyNot">why there is no value</param>
public sealed record Score(string Name, string? Value, string? Unit, string Meaning, string? WhyNot = null);

/// <summary>The scores of a sample, in the order in which they are shown.</summary>
public static class Scores
{
    /// <summary>A score from 0 to 1.</summary>
    public static string Unit(double score) => score.ToString("0.000", CultureInfo.InvariantCulture);

    /// <param name="sample">its scores</param>
    /// <param name="chains">chains of the complex: a single one has no interface</param>
    public static IReadOnlyList<Score> Of(SampleScore sample, int chains) =>
    [
        new("Confidence", Unit(sample.ConfidenceScore), null, "0.8 × complex pLDDT + 0.2 × ipTM (pTM for a single chain). 0 to 1, higher is better; ranks the samples."),
        new("Complex pLDDT", Percent(sample.ComplexPlddt), null, "Mean confidence in each residue's own surroundings. 0 to 100, higher is better: above 90 very high, below 50 very low."),
        Interface("Interface pLDDT", chains, Percent(sample.ComplexIplddt), null, "The same, weighted to residues at interfaces. 0 to 100, higher is better."),
        new("pTM", Unit(sample.Ptm), null, "Predicted TM-score of the whole complex. 0 to 1, higher is better."),
        Interface("ipTM", chains, Unit(sample.Iptm), null, "Predicted TM-score between chains: how surely they are placed towards one another. 0 to 1, higher is better; above 0.8 confident, below 0.6 likely wrong."),
        new("Complex PDE", Distance(sample.ComplexPde), "Å", "Expected error of distances between residues. Lower is better."),
        Interface("Interface PDE", chains, Distance(sample.ComplexIpde), "Å", "Expected error of distances between residues of different chains. Lower is better."),
    ];

    private static Score Interface(string name, int chains, string value, string? unit, string meaning)
        => chains > 1 ? new(name, value, unit, meaning) : new(name, null, unit, meaning, "a single chain has no interface");

    private static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Distance(double angstrom) => angstrom.ToString("0.0", CultureInfo.InvariantCulture);
}
