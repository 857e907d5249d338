namespace FoldCP.Engine.Model.Steering;

/// <summary>Of each union of pairs of atoms one at least is to be near: a soft minimum, which sharpens as sampling goes on.</summary>
/// <param name="Pairs">of atoms [2, R]</param>
/// <param name="UnionOf">the union of each [R]</param>
/// <param name="Farthest">how far is still near, Å [R]</param>
/// <param name="Sharpness">of the minimum, at a time of the sampling</param>
internal sealed record NearContacts(Tensor Pairs, Tensor UnionOf, Tensor Farthest, Func<double, double> Sharpness) : IRestraint
{
    public Tensor Energy(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        var (energy, _) = new Bounds(null, Farthest).Of(Measures.Distance(x, Pairs).Value);
        return scope.MoveToOuter((energy * Shares(energy, Sharpness(time))).sum(dim: 1));
    }

    // As the reference has it: the shares' change has the opposite sign of what the energy's own derivative has.
    public Tensor Gradient(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        var (value, gradient) = Measures.Distance(x, Pairs);
        var (energy, slope) = new Bounds(null, Farthest).Of(value);
        var sharpness = Sharpness(time);
        var shares = Shares(energy, sharpness);
        var mean = OfUnions(energy * shares).index_select(1, UnionOf);
        return scope.MoveToOuter(FlatBottom.OntoPoints(slope * shares * (1 + (sharpness * (energy - mean))), gradient, Pairs, x.shape[1]));
    }

    private Tensor Shares(Tensor energy, double sharpness)
    {
        var weight = (-sharpness * energy).exp();
        var total = OfUnions(weight).index_select(1, UnionOf);
        return where(total == 0, 0f, weight / total);
    }

    // [M, R] -> [M, unions]
    private Tensor OfUnions(Tensor x) => zeros(x.shape[0], UnionOf.max().item<long>() + 1, dtype: x.dtype).index_add_(1, UnionOf, x, 1);
}
