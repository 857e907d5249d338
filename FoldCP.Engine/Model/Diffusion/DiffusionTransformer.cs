using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>A stack of conditioned transformer blocks, each with its own biases (AlphaFold 3, algorithm 23).</summary>
public sealed class DiffusionTransformer : Module
{
    private readonly ModuleList<DiffusionTransformerLayer> layers;

    public DiffusionTransformer(DiffusionTransformerArgs args, Mesh mesh)
        : base(nameof(DiffusionTransformer))
    {
        layers = [.. Enumerable.Range(0, args.Depth).Select(_ => new DiffusionTransformerLayer(args, mesh))];
        RegisterComponents();
    }

    /// <summary>Biases of each layer [B, H, i, j], read off pairs [B, i, j, D].</summary>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor z) => [.. layers.Select(layer => layer.BiasFrom(z))];

    /// <param name="a">[B, n, C]</param>
    /// <param name="s">the condition [B, n, D]</param>
    /// <param name="biases">one per layer [B, H, i, j]</param>
    /// <param name="mask">which keys exist [B, k]</param>
    /// <param name="toKeys">who answers, given all [B, n, C] -> [B, k, C]; everyone if not given</param>
    /// <returns>a, updated</returns>
    public Tensor Updated(Tensor a, Tensor s, IReadOnlyList<Tensor> biases, Tensor mask, Func<Tensor, Tensor>? toKeys = null)
    {
        a = a.alias();
        foreach (var (layer, bias) in layers.Zip(biases))
        {
            var updated = layer.Updated(a, s, bias, mask, toKeys ?? (x => x));
            a.Dispose();
            a = updated;
        }

        return a;
    }
}

/// <summary>A conditioned transformer's shape.</summary>
/// <param name="Depth">how many layers</param>
/// <param name="Heads">how many heads each</param>
/// <param name="Dim">the width of what it transforms</param>
/// <param name="ConditionDim">the width of the condition</param>
public sealed record DiffusionTransformerArgs(int Depth, int Heads, int Dim, int ConditionDim)
{
    /// <summary>The width of the pairs that the layers read their biases off, as in Boltz-1; null where biases come from elsewhere.</summary>
    public int? PairDim { get; init; }

    public bool PostLayerNorm { get; init; }
}
