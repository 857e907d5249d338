using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>A stack of conditioned transformer blocks, each with its own biases (AlphaFold 3, algorithm 23).</summary>
public sealed class DiffusionTransformer : Module
{
    private readonly ModuleList<DiffusionTransformerLayer> layers;

    public DiffusionTransformer(int depth, int heads, int dim, int conditionDim, Mesh mesh, bool postLayerNorm = false)
        : base(nameof(DiffusionTransformer))
    {
        layers = [.. Enumerable.Range(0, depth).Select(_ => new DiffusionTransformerLayer(dim, conditionDim, heads, postLayerNorm, mesh))];
        RegisterComponents();
    }

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
