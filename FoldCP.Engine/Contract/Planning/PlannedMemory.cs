namespace FoldCP.Contract.Planning;

/// <summary>The memory of a rank, by what was fitted of each stage, and by how many biases the diffusion keeps.</summary>
internal static class PlannedMemory
{
    private const double Wide = 4;

    // Of a letter of the alignment as it is read, in whatever numbers the network computes: its kind, and four numbers.
    private const double LetterFeatures = 24;

    /// <summary>With weights, at most.</summary>
    public static double Peak(NetworkFit fit, FoldDemand demand, int ranks) =>
        (fit.WeightBytes * Widths(demand.Dtype)) + Stages(fit, demand, ranks).Max(stage => stage.Bytes);

    /// <summary>Of each stage beyond the weights; of the whole fold, without a name, where an older calibration knows no stages.</summary>
    /// <exception cref="KeyNotFoundException">nobody has measured it</exception>
    public static IReadOnlyList<(string? Stage, double Bytes)> Stages(NetworkFit fit, FoldDemand demand, int ranks)
    {
        double widths = Widths(demand.Dtype);
        return [.. Fits(fit, demand.Dtype).Select(one => (one.Stage,
            (widths * one.Bytes(demand.Tokens, demand.Rows, ranks)) + AsRead(demand.Tokens, demand.Rows) + Biases(one.Stage, fit, demand, ranks)))];
    }

    /// <summary>The whole alignment as it is read, which every rank has.</summary>
    public static double AsRead(double tokens, double rows) => LetterFeatures * tokens * rows;

    /// <summary>
    /// What a stage has of biases, and of the pairs that are there with them or in their place; what is fitted to a stage is the rest of it. Of a whole fold
    /// nothing, as there all biases are among what was fitted.
    /// </summary>
    /// <param name="stage">which</param>
    /// <param name="fit">the network</param>
    /// <param name="demand">the fold</param>
    /// <param name="ranks">that share its pairs</param>
    public static double Biases(string? stage, NetworkFit fit, FoldDemand demand, int ranks)
    {
        var (each, layers) = (Layer(fit, demand, ranks), fit.TokenLayers);
        var (alive, whole) = (BiasBudget.Alive(layers, each), Pairs(demand, ranks) * fit.PairChannels * Wide * Widths(demand.Dtype));
        return stage switch
        {
            // Before biases are made there is a pair tensor more, of which theirs are made.
            "conditioning" => Math.Max(alive, whole),
            // The pairs stay that the other biases are read off.
            "sampling" => BiasBudget.HoldsAll(layers, each) ? alive : alive + whole,
            _ => 0,
        };
    }

    /// <summary>Whether more may be told than it is: of whole folds it is not known what biases are among it, and these would not all be kept.</summary>
    public static bool IsRatherLess(NetworkFit fit, FoldDemand demand, int ranks) =>
        Fits(fit, demand.Dtype).Any(one => one.Stage is null)
        && !BiasBudget.HoldsAll(fit.TokenLayers, Layer(fit, demand, ranks));

    /// <summary>What is reckoned with in these numbers, which may be another kind's.</summary>
    /// <exception cref="KeyNotFoundException">nobody has measured it</exception>
    public static IReadOnlyList<MemoryFit> Fits(NetworkFit fit, string dtype) => Find(fit, dtype) is { Count: > 0 } found
        ? found
        : throw new KeyNotFoundException($"Nobody has measured the memory of {fit.Network} in {Measured(dtype)}.");

    /// <summary>Whether somebody has measured it.</summary>
    public static bool Knows(NetworkFit fit, string dtype) => Find(fit, dtype).Count > 0;

    private static double Layer(NetworkFit fit, FoldDemand demand, int ranks) =>
        Pairs(demand, ranks) * fit.TokenHeads * (demand.HasNarrowBiases ? Wide / 2 : Wide * Widths(demand.Dtype));

    private static double Pairs(FoldDemand demand, int ranks) => (double)demand.Tokens * demand.Tokens / ranks;

    private static List<MemoryFit> Find(NetworkFit fit, string dtype) => [.. fit.Memory.Where(one => one.Dtype == Measured(dtype))];

    private static string Measured(string dtype) => dtype is "tf32" or "fp64" ? "fp32" : dtype;

    private static double Widths(string dtype) => dtype == "fp64" ? 2 : 1;
}
