namespace FoldCP.Contract.Planning;

/// <summary>The memory of a rank, by what was fitted.</summary>
internal static class PlannedMemory
{
    /// <summary>With weights, at most.</summary>
    public static double Peak(NetworkFit fit, FoldDemand demand, int ranks) =>
        (fit.WeightBytes + Fit(fit, demand.Dtype).Bytes(demand.Tokens, demand.Rows, ranks)) * Widths(demand.Dtype);

    /// <summary>What is reckoned with in these numbers, which may be another kind's.</summary>
    /// <exception cref="KeyNotFoundException">nobody has measured it</exception>
    public static MemoryFit Fit(NetworkFit fit, string dtype) =>
        Find(fit, dtype) ?? throw new KeyNotFoundException($"Nobody has measured the memory of {fit.Network} in {Measured(dtype)}.");

    /// <summary>Whether somebody has measured it.</summary>
    public static bool Knows(NetworkFit fit, string dtype) => Find(fit, dtype) is not null;

    private static MemoryFit? Find(NetworkFit fit, string dtype) => fit.Memory.FirstOrDefault(one => one.Dtype == Measured(dtype));

    private static string Measured(string dtype) => dtype is "tf32" or "fp64" ? "fp32" : dtype;

    private static double Widths(string dtype) => dtype == "fp64" ? 2 : 1;
}
