namespace FoldCP.Engine.Model.Steering;

/// <summary>The centres of chains that are copies of one another are to keep a distance.</summary>
/// <param name="ChainOf">the chain of each atom [A]; 0 for padding</param>
/// <param name="Exists">1 for atoms that exist [A]</param>
/// <param name="Pairs">of chains [2, R]</param>
/// <param name="Least">the distance, Å, at a time of the sampling</param>
internal sealed record ChainCentres(Tensor ChainOf, Tensor Exists, Tensor Pairs, Func<double, double> Least) : IRestraint
{
    public Tensor Energy(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(At(time, x.dtype).Of(Measures.Distance(Centres(x), Pairs).Value).Energy.sum(dim: 1));
    }

    // A chain moves as a whole: each of its atoms is pushed as the centre is.
    public Tensor Gradient(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        var centres = Centres(x);
        var (value, gradient) = Measures.Distance(centres, Pairs);
        return scope.MoveToOuter(FlatBottom.OntoPoints(At(time, x.dtype).Of(value).Slope, gradient, Pairs, centres.shape[1]).index_select(1, ChainOf));
    }

    private Bounds At(double time, ScalarType type) => new(full([Pairs.shape[1]], Least(time), dtype: type), null);

    // The reference counts the origin as one more atom of each chain.
    private Tensor Centres(Tensor x)
    {
        var chains = ChainOf.max().item<long>() + 1;
        var sums = zeros(x.shape[0], chains, 3, dtype: x.dtype).index_add_(1, ChainOf, x * Exists.view(1, -1, 1), 1);
        var counts = zeros(chains, dtype: x.dtype).index_add_(0, ChainOf, Exists, 1);
        return sums / (counts + 1).view(1, -1, 1);
    }
}
