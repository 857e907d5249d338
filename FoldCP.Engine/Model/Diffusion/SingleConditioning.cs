using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>Tokens under a noise level (AlphaFold 3, algorithm 21, single part).</summary>
public sealed class SingleConditioning : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly LayerNorm norm_single;
    private readonly Linear single_embed;
    private readonly FourierEmbedding fourier_embed;
    private readonly LayerNorm norm_fourier;
    private readonly Linear fourier_to_single;
    private readonly ModuleList<Transition> transitions;

    /// <param name="inputs">the width of embedded tokens</param>
    /// <param name="tokenS">the width of the trunk's tokens</param>
    /// <param name="dimFourier">how many waves</param>
    /// <param name="numTransitions">how many transitions</param>
    public SingleConditioning(int inputs, int tokenS, int dimFourier, int numTransitions)
        : base(nameof(SingleConditioning))
    {
        var dim = 2 * tokenS;
        norm_single = nn.LayerNorm(tokenS + inputs);
        single_embed = nn.Linear(tokenS + inputs, dim);
        fourier_embed = new(dimFourier);
        norm_fourier = nn.LayerNorm(dimFourier);
        fourier_to_single = nn.Linear(dimFourier, dim, hasBias: false);
        transitions = [.. Enumerable.Range(0, numTransitions).Select(_ => new Transition(dim, 2 * dim))];
        RegisterComponents();
    }

    /// <summary>The noise level as waves [B, F].</summary>
    public Tensor Waves(Tensor times) => norm_fourier.call(fourier_embed.call(times));

    /// <param name="times">a function of the noise level [M]</param>
    /// <param name="sTrunk">tokens from the trunk [M, N, C]</param>
    /// <param name="sInputs">embedded tokens [M, N, C]</param>
    /// <returns>[M, N, 2C]</returns>
    public override Tensor forward(Tensor times, Tensor sTrunk, Tensor sInputs)
    {
        using var scope = NewDisposeScope();
        var s = single_embed.call(norm_single.call(cat([sTrunk, sInputs], dim: -1))) + fourier_to_single.call(Waves(times)).unsqueeze(1);
        foreach (var transition in transitions)
            s += transition.call(s);
        return scope.MoveToOuter(s);
    }
}
