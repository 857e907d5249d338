namespace FoldCP.Contract.Planning;

/// <summary>
/// How much a rank keeps of the biases of the diffusion's token transformer, which are the same in every step: whole layers while there is room. Those of
/// the other layers are read off the pairs again whenever they are asked for, one layer at a time.
/// </summary>
public static class BiasBudget
{
    /// <summary>Of a rank. With 24 layers of 16 heads in fp32 all are kept up to 1,672 tokens on one rank; of Boltz-2 in bf16, where they are half as wide, up to 2,364.</summary>
    public const long Bytes = 4L << 30;

    /// <summary>Whether there is room for all layers; else the pairs are kept as well.</summary>
    /// <param name="layers">of the transformer</param>
    /// <param name="each">bytes of one layer's</param>
    /// <param name="budget">bytes</param>
    public static bool HoldsAll(int layers, double each, double budget = Bytes) => layers * each <= budget;

    /// <summary>What is there of them at most, bytes: what is kept, and one layer's beyond the budget. It never is less for more tokens.</summary>
    /// <inheritdoc cref="HoldsAll"/>
    public static double Alive(int layers, double each, double budget = Bytes) => Math.Min(layers * each, budget + each);
}
