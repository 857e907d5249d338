using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Steering;

/// <summary>Atoms of chains without a bond between them are not to overlap. Looked at row by row, so that memory grows with the atoms.</summary>
/// <param name="ChainOf">the chain of each atom [A]</param>
/// <param name="Counts">whether an atom takes part [A]</param>
/// <param name="Bonded">which chains may touch [chains, chains]</param>
/// <param name="Radii">as near as an atom lets others come, Å [A]</param>
internal sealed record Clashes(Tensor ChainOf, Tensor Counts, Tensor Bonded, Tensor Radii) : IRestraint
{
    // Every pair is met twice, once from each side.
    public Tensor Energy(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(ByRows(x, (_, _, overlap) => overlap.sum(dim: -1)).sum(dim: 1) / 2);
    }

    public Tensor Gradient(Tensor x, double time) => ByRows(x, (offset, distance, overlap) =>
        -where((overlap > 0).unsqueeze(-1), offset / distance.unsqueeze(-1), 0f).sum(dim: 2));

    // f of offsets to all atoms [M, a, A, 3], distances and overlaps [M, a, A]
    private Tensor ByRows(Tensor x, Func<Tensor, Tensor, Tensor, Tensor> f)
    {
        var atoms = x.shape[1];
        return Chunks.Along(Chunks.Of(x.shape[0] * atoms * 4), atoms, into: 1, (start, count) =>
        {
            var offset = x.narrow(1, start, count).unsqueeze(2) - x.unsqueeze(1);
            var distance = offset.square().sum(-1).sqrt();
            var least = Radii.narrow(0, start, count).unsqueeze(1) + Radii.unsqueeze(0);
            return f(offset, distance, where(MayNotTouch(start, count), (least - distance).clamp(min: 0), 0f));
        });
    }

    private Tensor MayNotTouch(long start, long count)
    {
        var bonded = Bonded.index_select(0, ChainOf.narrow(0, start, count)).index_select(1, ChainOf);
        return Counts.narrow(0, start, count).unsqueeze(1).logical_and(Counts.unsqueeze(0)).logical_and(bonded.logical_not());
    }
}
