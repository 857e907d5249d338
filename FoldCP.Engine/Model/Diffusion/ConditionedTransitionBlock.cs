namespace FoldCP.Engine.Model.Diffusion;

/// <summary>A gated perceptron under a condition (AlphaFold 3, algorithm 25).</summary>
public sealed class ConditionedTransitionBlock : Module<Tensor, Tensor, Tensor>
{
    private readonly AdaLN adaln;
    private readonly Sequential swish_gate;
    private readonly Linear a_to_b;
    private readonly Linear b_to_a;
    private readonly Sequential output_projection;

    public ConditionedTransitionBlock(int dim, int conditionDim, int expansion = 2)
        : base(nameof(ConditionedTransitionBlock))
    {
        adaln = new(dim, conditionDim);
        swish_gate = nn.Sequential(("0", nn.Linear(dim, 2 * expansion * dim, hasBias: false)));
        a_to_b = nn.Linear(dim, expansion * dim, hasBias: false);
        b_to_a = nn.Linear(expansion * dim, dim, hasBias: false);
        output_projection = nn.Sequential(("0", nn.Linear(conditionDim, dim)), ("1", nn.Sigmoid()));
        RegisterComponents();
    }

    /// <param name="a">[.., C]</param>
    /// <param name="s">the condition [.., D]</param>
    /// <returns>the update [.., C]</returns>
    public override Tensor forward(Tensor a, Tensor s)
    {
        using var scope = NewDisposeScope();
        var normed = adaln.call(a, s);
        var halves = swish_gate.call(normed).chunk(2, dim: -1);                                      // values, then gates
        var b = functional.silu(halves[1]) * halves[0] * a_to_b.call(normed);
        return scope.MoveToOuter(output_projection.call(s) * b_to_a.call(b));
    }
}
