using FoldCP.Engine.Model.Trunk;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>Gathers, step by step, what the diffusion thinks of each token, for Boltz-1's confidence module.</summary>
public sealed class OutTokenFeatUpdate : Module<Tensor, Tensor, Tensor, Tensor>
{
    private readonly LayerNorm norm_next;
    private readonly FourierEmbedding fourier_embed;
    private readonly LayerNorm norm_fourier;
    private readonly ConditionedTransitionBlock transition_block;

    public OutTokenFeatUpdate(int tokenS, int dimFourier)
        : base(nameof(OutTokenFeatUpdate))
    {
        var dim = 2 * tokenS;
        norm_next = nn.LayerNorm(dim);
        fourier_embed = new(dimFourier);
        norm_fourier = nn.LayerNorm(dimFourier);
        transition_block = new(dim, dim + dimFourier);
        RegisterComponents();
    }

    /// <param name="times">a function of the step's noise level [M]</param>
    /// <param name="gathered">tokens so far, all or some [M, n, 2C]</param>
    /// <param name="next">the step's [M, n, 2C]</param>
    /// <returns>tokens, updated</returns>
    public override Tensor forward(Tensor times, Tensor gathered, Tensor next)
    {
        using var scope = NewDisposeScope();
        var waves = norm_fourier.call(fourier_embed.call(times)).unsqueeze(1).expand(-1, next.shape[1], -1);
        return scope.MoveToOuter(gathered + transition_block.call(norm_next.call(next), cat([gathered, waves], dim: -1)));
    }
}
