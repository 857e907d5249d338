using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>Atoms attend to their neighbours in windows, of which each rank takes a share (AlphaFold 3, algorithm 7).</summary>
public sealed class AtomTransformer : Module
{
    private readonly AtomWindows _windows;
    private readonly Mesh _mesh;
    private readonly DiffusionTransformer diffusion_transformer;

    public AtomTransformer(AtomTransformerArgs args, Mesh mesh)
        : base(nameof(AtomTransformer))
    {
        (_windows, _mesh) = (args.Windows, mesh);
        diffusion_transformer = new(new(args.Depth, args.Heads, args.Dim, args.Dim) { PairDim = args.PairDim }, Mesh.Serial);     // a window is never cut
        RegisterComponents();
    }

    /// <summary>Biases of each layer [B, K, heads, W, H], read off pairs of atoms within windows [B, K, W, H, D].</summary>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor p)
        => [.. diffusion_transformer.BiasesFrom(p.flatten(0, 1)).Select(bias => bias.unflatten(0, p.shape[0], p.shape[1]))];

    /// <param name="q">atoms [B*M, A, C]</param>
    /// <param name="c">their condition [B*M, A, C]</param>
    /// <param name="biases">one per layer [B, K, heads, W, H]</param>
    /// <param name="mask">which atoms exist [B*M, A]</param>
    /// <returns>q, updated</returns>
    public Tensor Updated(Tensor q, Tensor c, IReadOnlyList<Tensor> biases, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var (items, multiplicity, windows) = (q.shape[0], q.shape[0] / biases[0].shape[0], q.shape[1] / _windows.Queries);
        Tensor Own(Tensor x) => _mesh.Share(x, 1).flatten(0, 1);                                     // [B*M, K, ..] -> [B*M*k, ..]
        Tensor Whole(Tensor own) => _mesh.WholeFromShares(own.unflatten(0, items, own.shape[0] / items), 1, windows).flatten(1, 2);
        Tensor Keys(Tensor x) => Own(_windows.KeysOf(x));
        var updated = diffusion_transformer.Updated(
            Own(_windows.QueriesOf(q)),
            Own(_windows.QueriesOf(c)),
            [.. biases.Select(bias => Own(bias.repeat_interleave(multiplicity, 0)))],
            Keys(mask.unsqueeze(-1)).squeeze(-1),
            own => Keys(Whole(own)));
        return scope.MoveToOuter(Whole(updated));
    }
}

/// <summary>An atom transformer's shape.</summary>
/// <param name="Dim">the width of atoms</param>
/// <param name="Depth">how many layers</param>
/// <param name="Heads">how many heads each</param>
/// <param name="Windows">who attends to whom</param>
public sealed record AtomTransformerArgs(int Dim, int Depth, int Heads, AtomWindows Windows)
{
    /// <summary>The width of the pairs that the layers read their biases off, as in Boltz-1; null where biases come from elsewhere.</summary>
    public int? PairDim { get; init; }
}
