using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>Pairs as the diffusion sees them (AlphaFold 3, algorithm 21, pair part).</summary>
public sealed class PairwiseConditioning : Module<Tensor, Tensor, Tensor>
{
    private readonly Sequential dim_pairwise_init_proj;
    private readonly ModuleList<Transition> transitions;

    public PairwiseConditioning(int tokenZ, int positionsDim, int numTransitions)
        : base(nameof(PairwiseConditioning))
    {
        dim_pairwise_init_proj = Projections.Normed(tokenZ + positionsDim, tokenZ);
        transitions = [.. Enumerable.Range(0, numTransitions).Select(_ => new Transition(tokenZ, 2 * tokenZ))];
        RegisterComponents();
    }

    /// <param name="zTrunk">pairs from the trunk [B, i, j, D]</param>
    /// <param name="positions">relative positions [B, i, j, D']</param>
    /// <returns>[B, i, j, D]</returns>
    public override Tensor forward(Tensor zTrunk, Tensor positions)
    {
        using var scope = NewDisposeScope();
        var rowsAtOnce = Chunks.Of(zTrunk.shape[2] * (zTrunk.shape[3] + positions.shape[3]));
        var z = Chunks.Along(rowsAtOnce, zTrunk.shape[1], into: 1, (start, count) =>
            dim_pairwise_init_proj.call(cat([zTrunk.narrow(1, start, count), positions.narrow(1, start, count)], dim: -1)));
        foreach (var transition in transitions)
            z = z.Plus(transition.call(z));
        return scope.MoveToOuter(z);
    }
}
