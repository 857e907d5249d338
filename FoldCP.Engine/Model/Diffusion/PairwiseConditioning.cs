using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>Pairs as the diffusion sees them (AlphaFold 3, algorithm 21, pair part).</summary>
public sealed class PairwiseConditioning : Module<Tensor, Func<Tensor>, Tensor>
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
    /// <param name="positions">makes relative positions [B, i, j, D'], which are not kept for longer than they are read</param>
    /// <returns>[B, i, j, D]</returns>
    public override Tensor forward(Tensor zTrunk, Func<Tensor> positions)
    {
        using var scope = NewDisposeScope();
        var z = Joined(zTrunk, positions);
        foreach (var transition in transitions)
            z = z.Plus(transition.call(z));
        return scope.MoveToOuter(z);
    }

    private Tensor Joined(Tensor zTrunk, Func<Tensor> make)
    {
        using var scope = NewDisposeScope();
        var positions = make();
        var rowsAtOnce = Chunks.Of(zTrunk.shape[2] * (zTrunk.shape[3] + positions.shape[3]));
        return scope.MoveToOuter(Chunks.Along(rowsAtOnce, zTrunk.shape[1], into: 1, (start, count) =>
            dim_pairwise_init_proj.call(cat([zTrunk.narrow(1, start, count), positions.narrow(1, start, count)], dim: -1))));
    }
}
