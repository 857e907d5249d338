using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>Atoms attend to their neighbours in windows (AlphaFold 3, algorithm 7).</summary>
public sealed class AtomTransformer : Module
{
    private readonly AtomWindows _windows;
    private readonly DiffusionTransformer diffusion_transformer;

    public AtomTransformer(int dim, int depth, int heads, AtomWindows windows)
        : base(nameof(AtomTransformer))
    {
        _windows = windows;
        diffusion_transformer = new(depth, heads, dim, dim, Mesh.Serial);
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
        var items = q.shape[0];
        Tensor Keys(Tensor x) => _windows.KeysOf(x.unflatten(0, items, -1).flatten(1, 2)).flatten(0, 1);
        var multiplicity = items / biases[0].shape[0];
        var windows = diffusion_transformer.Updated(
            _windows.QueriesOf(q).flatten(0, 1),
            _windows.QueriesOf(c).flatten(0, 1),
            [.. biases.Select(bias => bias.repeat_interleave(multiplicity, 0).flatten(0, 1))],
            _windows.KeysOf(mask.unsqueeze(-1)).flatten(0, 1).squeeze(-1),
            Keys);
        return scope.MoveToOuter(windows.unflatten(0, items, -1).flatten(1, 2));
    }
}
