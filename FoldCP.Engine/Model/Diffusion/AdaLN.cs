namespace FoldCP.Engine.Model.Diffusion;

/// <summary>A layer norm whose scale and shift depend on a condition (AlphaFold 3, algorithm 26).</summary>
public sealed class AdaLN : Module<Tensor, Tensor, Tensor>
{
    private readonly long _dim;
    private readonly LayerNorm s_norm;
    private readonly Linear s_scale;
    private readonly Linear s_bias;

    public AdaLN(int dim, int conditionDim)
        : base(nameof(AdaLN))
    {
        _dim = dim;
        s_norm = nn.LayerNorm(conditionDim, bias: false);
        s_scale = nn.Linear(conditionDim, dim);
        s_bias = nn.Linear(conditionDim, dim, hasBias: false);
        RegisterComponents();
    }

    /// <param name="a">[.., C]</param>
    /// <param name="s">the condition [.., D]</param>
    /// <returns>[.., C]</returns>
    public override Tensor forward(Tensor a, Tensor s)
    {
        using var scope = NewDisposeScope();
        var condition = s_norm.call(s);
        return scope.MoveToOuter((s_scale.call(condition).sigmoid() * functional.layer_norm(a, [_dim])) + s_bias.call(condition));
    }
}
