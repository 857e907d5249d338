using FoldCP.Engine.Model.Layers;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>A stack of conditioned transformer blocks, each with its own biases (AlphaFold 3, algorithm 23).</summary>
public sealed class DiffusionTransformer : Module
{
    private readonly ModuleList<DiffusionTransformerLayer> layers;

    public DiffusionTransformer(DiffusionTransformerArgs args)
        : base(nameof(DiffusionTransformer))
    {
        layers = [.. Enumerable.Range(0, args.Depth).Select(_ => new DiffusionTransformerLayer(args))];
        RegisterComponents();
    }

    /// <summary>How many layers there are.</summary>
    public int Depth => layers.Count;

    /// <summary>Biases of each layer [B, H, i, j], read off pairs [B, i, j, D].</summary>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor z) => [.. layers.Select(layer => layer.BiasFrom(z))];

    /// <summary>Those of one layer.</summary>
    public Tensor BiasFrom(int layer, Tensor z) => layers[layer].BiasFrom(z);

    /// <param name="a">this rank's share [B*M, n, C]</param>
    /// <param name="s">the condition [B*M, n, D]</param>
    /// <param name="biases">one per layer [B, .., H, i, j]</param>
    /// <param name="plan">who attends to whom</param>
    /// <returns>a, updated</returns>
    public Tensor Updated(Tensor a, Tensor s, IReadOnlyList<Tensor> biases, IAttentionPlan plan)
    {
        a = a.alias();
        for (var index = 0; index < layers.Count; index++)
        {
            using var scope = NewDisposeScope();                                                     // a bias may live for its layer only
            var updated = layers[index].Updated(a, s, biases[index], plan);
            a.Dispose();
            a = scope.MoveToOuter(updated);
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
