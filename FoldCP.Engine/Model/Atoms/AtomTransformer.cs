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
        diffusion_transformer = new(new(args.Depth, args.Heads, args.Dim, args.Dim) { PairDim = args.PairDim });
        RegisterComponents();
    }

    /// <summary>Biases of each layer [B, K, heads, W, H], read off pairs of atoms within windows [B, K, W, H, D].</summary>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor p)
        => [.. diffusion_transformer.BiasesFrom(p.flatten(0, 1)).Select(bias => bias.unflatten(0, p.shape[0], p.shape[1]))];

    /// <param name="q">atoms [B*M, A, C]</param>
    /// <param name="c">their condition [B*M, A, C]</param>
    /// <param name="biases">one per layer [B, K, heads, W, H]</param>
    /// <param name="mask">which atoms exist [B, A]</param>
    /// <returns>q, updated</returns>
    public Tensor Updated(Tensor q, Tensor c, IReadOnlyList<Tensor> biases, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var plan = new WindowPlan(_mesh, _windows, mask);
        var updated = diffusion_transformer.Updated(plan.Share(q), plan.Share(c), [.. biases.Select(bias => _mesh.Share(bias, 1))], plan);
        return scope.MoveToOuter(plan.Whole(updated));
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
