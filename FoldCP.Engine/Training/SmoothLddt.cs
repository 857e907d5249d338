namespace FoldCP.Engine.Training;

/// <summary>A differentiable lDDT as a loss: how badly distances between near atoms are kept (AlphaFold 3, algorithm 27).</summary>
public static class SmoothLddt
{
    // Å: how near the other atom must be.
    private const double Near = 15;
    private const double NearInNucleicAcids = 30;
    private const double Epsilon = 1e-5;

    // Added to each coordinate of a difference, so that the gradient of a distance of 0 is finite.
    private const double Apart = 1e-6;

    private static readonly double[] s_thresholds = [0.5, 1, 2, 4];

    /// <param name="predicted">[M, A, 3], Å</param>
    /// <param name="known">[M, A, 3], Å</param>
    /// <param name="isNucleic">1 for atoms of nucleic acids [A]</param>
    /// <param name="resolved">1 for atoms that are resolved [A]</param>
    /// <returns>0 if all is kept, 1 if nothing is</returns>
    public static Tensor Loss(Tensor predicted, Tensor known, Tensor isNucleic, Tensor resolved)
    {
        using var scope = NewDisposeScope();
        var scores = Enumerable.Range(0, (int)known.shape[0]).Select(sample => Score(predicted[sample], known[sample], isNucleic, resolved));
        return scope.MoveToOuter(1 - stack([.. scores]).mean());
    }

    private static Tensor Score(Tensor predicted, Tensor known, Tensor isNucleic, Tensor resolved)
    {
        var distances = cdist(known, known);
        var reach = where(isNucleic > 0, NearInNucleicAcids, Near).unsqueeze(1);                     // the row's atom decides
        var counts = (distances < reach).logical_and(eye(known.shape[0]) == 0).logical_and((resolved.unsqueeze(0) * resolved.unsqueeze(1)) > 0);
        var pairs = counts.nonzero().unbind(1);                                                      // [P], [P]
        var difference = predicted.index_select(0, pairs[0]) - predicted.index_select(0, pairs[1]) + Apart;
        var error = (distances.masked_select(counts) - difference.square().sum(-1).sqrt()).abs();
        var kept = s_thresholds.Select(threshold => (threshold - error).sigmoid()).Aggregate((sum, next) => sum + next) / s_thresholds.Length;
        return kept.sum(dim: 0) / (kept.shape[0] + Epsilon);
    }
}
