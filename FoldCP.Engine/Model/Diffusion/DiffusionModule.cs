using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>The network that says where noisy atoms should move (AlphaFold 3, algorithm 20).</summary>
public sealed class DiffusionModule : Module
{
    private readonly SingleConditioning single_conditioner;
    private readonly AtomAttentionEncoder atom_attention_encoder;
    private readonly Sequential s_to_a_linear;
    private readonly DiffusionTransformer token_transformer;
    private readonly LayerNorm a_norm;
    private readonly AtomAttentionDecoder atom_attention_decoder;

    public DiffusionModule(int tokenS, int atomS, AtomWindows windows, ScoreModelArgs args, Mesh mesh)
        : base(nameof(DiffusionModule))
    {
        var dim = 2 * tokenS;
        single_conditioner = new(tokenS, args.DimFourier, args.ConditioningTransitionLayers);
        atom_attention_encoder = new(atomS, dim, args.AtomEncoderDepth, args.AtomEncoderHeads, windows, structurePrediction: true, mesh);
        s_to_a_linear = Projections.Normed(dim, dim);
        token_transformer = new(args.TokenTransformerDepth, args.TokenTransformerHeads, dim, dim, mesh);
        a_norm = nn.LayerNorm(dim);
        atom_attention_decoder = new(atomS, dim, args.AtomDecoderDepth, args.AtomDecoderHeads, windows, mesh);
        RegisterComponents();
    }

    /// <param name="known">the complex and what the trunk says of it</param>
    /// <param name="r">scaled noisy positions [B*M, A, 3]</param>
    /// <param name="times">a function of the noise level [B*M]</param>
    /// <returns>scaled updates [B*M, A, 3] and the tokens they were made from [B*M, N, 2C]</returns>
    public (Tensor Update, Tensor Tokens) Of(Known known, Tensor r, Tensor times)
    {
        using var scope = NewDisposeScope();
        var (features, conditions) = (known.Features, known.Conditions);
        var multiplicity = r.shape[0] / features.RefPos.shape[0];
        Tensor ForEach(Tensor x) => x.repeat_interleave(multiplicity, 0);
        var s = single_conditioner.call(times, ForEach(known.S), ForEach(known.SInputs));
        var (a, q, c) = atom_attention_encoder.Of(features, conditions.Q, conditions.C, conditions.AtomEncoderBiases, r);
        a = token_transformer.Updated(a + s_to_a_linear.call(s), s, conditions.TokenBiases, ForEach(features.TokenPadMask));
        a = a_norm.call(a);
        return scope.MoveToOuter(atom_attention_decoder.Of(features, a, q, c, conditions.AtomDecoderBiases), a);
    }
}

/// <summary>A complex and all that the diffusion knows of it before the first step.</summary>
/// <param name="Features">the complex</param>
/// <param name="SInputs">embedded tokens [B, N, C]</param>
/// <param name="S">tokens from the trunk [B, N, C]</param>
/// <param name="Conditions">made from the trunk's pairs</param>
public sealed record Known(FoldFeatures Features, Tensor SInputs, Tensor S, DiffusionConditions Conditions);
