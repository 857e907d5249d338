using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>Atoms attend to their neighbours in windows, of which each rank takes a share (AlphaFold 3, algorithm 7).</summary>
public sealed class AtomTransformer : Module
{
    private readonly AtomWindows _windows;
    private readonly Mesh _mesh;
    private readonly DiffusionTransformer diffusion_transformer;

    public AtomTransformer(int dim, int depth, int heads, AtomWindows windows, Mesh mesh)
        : base(nameof(AtomTransformer))
    {
        (_windows, _mesh) = (windows, mesh);
        diffusion_transformer = new(depth, heads, dim, dim, Mesh.Serial);                            // a window is never cut
        RegisterComponents();
    }

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
