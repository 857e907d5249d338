using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Affinity;

/// <summary>One module that judges how strongly a ligand binds, or several whose judgements are averaged.</summary>
/// <param name="Modules">those modules</param>
/// <param name="CorrectsForWeight">whether the mean is corrected for the ligand's weight</param>
/// <param name="Mesh">on which pairs lie</param>
internal sealed record AffinityEnsemble(IReadOnlyList<AffinityModule> Modules, bool CorrectsForWeight, Mesh Mesh)
{
    // The reference's own correction of an ensemble's mean.
    private const double OfMean = 1.03525938;
    private const double OfWeight = -0.59992683;
    private const double WeightPower = 0.3;
    private const double Constant = 2.83288489;

    /// <summary>The ensemble of those modules that there are; null if there is none.</summary>
    public static AffinityEnsemble? Of(IEnumerable<AffinityModule?> modules, bool correctsForWeight, Mesh mesh)
    {
        AffinityModule[] present = [.. modules.OfType<AffinityModule>()];
        return present.Length == 0 ? null : new(present, correctsForWeight && present.Length > 1, mesh);
    }

    /// <summary>How many blocks read the structure.</summary>
    public int Blocks => Modules.Sum(module => module.Blocks);

    /// <param name="features">a complex with the affinity's inputs</param>
    /// <param name="sInputs">tokens, embedded with the affinity's profile [1, N, C]</param>
    /// <param name="z">pairs from the trunk [1, i, j, D]; changed in place</param>
    /// <param name="x">where each token's representative atom is [1, N, 3], Å</param>
    /// <param name="beforeBlock">told before each of the <see cref="Blocks"/></param>
    public AffinityScores Judge(FoldFeatures features, Tensor sInputs, Tensor z, Tensor x, Action? beforeBlock = null)
    {
        using var scope = NewDisposeScope();
        var pairs = AffinityPairs.Of(features, Mesh);
        z.mul_(pairs.Block.unsqueeze(-1));
        AffinityScore[] members = [.. Modules.Select(module => Score(module.Of(sInputs, z, x, pairs, beforeBlock)))];
        var mean = new AffinityScore(members.Average(member => member.Value), members.Average(member => member.Probability));
        return new(CorrectsForWeight ? mean with { Value = Corrected(mean.Value, features.Affinity!.Weight) } : mean, members);
    }

    private static AffinityScore Score((Tensor Value, Tensor Logit) of) => new(of.Value.to(ScalarType.Float64).item<double>(), of.Logit.sigmoid().to(ScalarType.Float64).item<double>());

    private static double Corrected(double value, double weight) => (OfMean * value) + (OfWeight * Math.Pow(weight, WeightPower)) + Constant;
}
