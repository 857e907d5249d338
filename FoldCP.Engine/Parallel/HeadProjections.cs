using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>The layers, without biases, that make queries, keys and values of all heads.</summary>
internal sealed record HeadProjections(Linear Q, Linear K, Linear V, int Count)
{
    /// <summary>[B, i, j, C] -> three times [B, H, i, j, D].</summary>
    public (Tensor Q, Tensor K, Tensor V) Of(Tensor x) => (ByHead(Q.call(x), Count), ByHead(K.call(x), Count), ByHead(V.call(x), Count));

    /// <summary>All three weights [3 H*D, C].</summary>
    public Tensor Weights() => cat([Q.weight!, K.weight!, V.weight!], dim: 0);

    internal static Tensor ByHead(Tensor x, int heads) => x.SplitHeads(heads).permute(0, 3, 1, 2, 4);
}

/// <summary>The same as plain products with their adjoints, for steps that autograd cannot see through.</summary>
/// <param name="Weights">of queries, keys and values [3 H*D, C]</param>
/// <param name="Heads">how many</param>
internal readonly record struct Projection(Tensor Weights, int Heads)
{
    private long Width => Weights.shape[0] / 3;

    private double Scale => 1 / Math.Sqrt((double)Width / Heads);

    public Tensor Queries(Tensor x) => Made(x, 0) * Scale;

    public Tensor Keys(Tensor x) => Made(x, 1);

    public Tensor Values(Tensor x) => Made(x, 2);

    /// <summary>From the gradient of queries [B, H, i, j, D] to that of x [B, i, j, C]; that of the weights is added to <paramref name="dWeights"/>.</summary>
    public Tensor BackQueries(Tensor gradient, Tensor x, Tensor dWeights) => Back(gradient * Scale, x, dWeights, 0);

    /// <inheritdoc cref="BackQueries"/>
    public Tensor BackKeys(Tensor gradient, Tensor x, Tensor dWeights) => Back(gradient, x, dWeights, 1);

    /// <inheritdoc cref="BackQueries"/>
    public Tensor BackValues(Tensor gradient, Tensor x, Tensor dWeights) => Back(gradient, x, dWeights, 2);

    private Tensor Made(Tensor x, int part) => HeadProjections.ByHead(x.matmul(Part(Weights, part).t()), Heads);

    private Tensor Back(Tensor gradient, Tensor x, Tensor dWeights, int part)
    {
        var g = gradient.permute(0, 2, 3, 1, 4).flatten(3);                                          // [B, i, j, H*D]
        Part(dWeights, part).add_(g.flatten(0, 2).t().matmul(x.flatten(0, 2)));
        return g.matmul(Part(Weights, part));
    }

    private Tensor Part(Tensor weights, int part) => weights.narrow(0, part * Width, Width);
}
