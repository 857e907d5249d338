using FoldCP.Engine.Model.Diffusion;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>Atoms attend to their neighbours in windows, of which each rank takes a share (AlphaFold 3, algorithm 7).</summary>
public sealed class AtomTransformer : Module
{
    private readonly DiffusionTransformer diffusion_transformer;

    public AtomTransformer(AtomTransformerArgs args)
        : base(nameof(AtomTransformer))
    {
        diffusion_transformer = new(new(args.Depth, args.Heads, args.Dim, args.Dim) { PairDim = args.PairDim });
        RegisterComponents();
    }

    /// <summary>Biases of each layer [B, k, heads, W, H], read off pairs of atoms within windows [B, k, W, H, D].</summary>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor p)
        => [.. diffusion_transformer.BiasesFrom(p.flatten(0, 1)).Select(bias => bias.unflatten(0, p.shape[0], p.shape[1]))];

    /// <param name="q">this rank's share of atoms [B*M, a, C]</param>
    /// <param name="c">their condition [B*M, a, C]</param>
    /// <param name="biases">one per layer, of this rank's windows [B, k, heads, W, H]</param>
    /// <param name="plan">who attends to whom</param>
    /// <returns>q, updated</returns>
    public Tensor Updated(Tensor q, Tensor c, IReadOnlyList<Tensor> biases, WindowPlan plan) => diffusion_transformer.Updated(q, c, biases, plan);
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
