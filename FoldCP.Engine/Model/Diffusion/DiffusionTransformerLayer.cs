using FoldCP.Engine.Model.Layers;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>A transformer block under a condition (AlphaFold 3, algorithm 23).</summary>
public sealed class DiffusionTransformerLayer : Module
{
    private readonly AdaLN adaln;
    private readonly AttentionPairBias pair_bias_attn;
    private readonly Linear output_projection_linear;
    private readonly Sequential output_projection;
    private readonly ConditionedTransitionBlock transition;
    private readonly LayerNorm? post_lnorm;

    public DiffusionTransformerLayer(DiffusionTransformerArgs args)
        : base(nameof(DiffusionTransformerLayer))
    {
        var (dim, conditionDim) = (args.Dim, args.ConditionDim);
        adaln = new(dim, conditionDim);
        pair_bias_attn = new(dim, args.Heads, args.PairDim);
        output_projection_linear = nn.Linear(conditionDim, dim);                                     // checkpoints name it twice
        output_projection = nn.Sequential(("0", output_projection_linear), ("1", nn.Sigmoid()));
        transition = new(dim, conditionDim);
        post_lnorm = args.PostLayerNorm ? nn.LayerNorm(dim) : null;
        RegisterComponents();
    }

    /// <summary>Its bias [B, H, i, j], read off pairs [B, i, j, D].</summary>
    public Tensor BiasFrom(Tensor z) => pair_bias_attn.BiasFrom(z);

    /// <param name="a">this rank's share [B*M, n, C]</param>
    /// <param name="s">the condition [B*M, n, D]</param>
    /// <param name="bias">[B, .., H, i, j]</param>
    /// <param name="plan">who attends to whom</param>
    /// <returns>a, updated</returns>
    public Tensor Updated(Tensor a, Tensor s, Tensor bias, IAttentionPlan plan)
    {
        using var scope = NewDisposeScope();
        var b = adaln.call(a, s);
        var attended = a + (output_projection.call(s) * pair_bias_attn.call(b, b, bias, plan));
        var updated = attended + transition.call(attended, s);
        return scope.MoveToOuter(post_lnorm?.call(updated) ?? updated);
    }
}
