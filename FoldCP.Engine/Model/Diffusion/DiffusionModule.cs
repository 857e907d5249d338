using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>The network that says where noisy atoms should move (AlphaFold 3, algorithm 20).</summary>
public sealed class DiffusionModule : Module
{
    private readonly Mesh _mesh;
    private readonly AtomWindows _windows;
    private readonly SingleConditioning single_conditioner;
    private readonly PairwiseConditioning? pairwise_conditioner;
    private readonly AtomAttentionEncoder atom_attention_encoder;
    private readonly Sequential s_to_a_linear;
    private readonly DiffusionTransformer token_transformer;
    private readonly LayerNorm a_norm;
    private readonly AtomAttentionDecoder atom_attention_decoder;

    public DiffusionModule(Widths widths, ScoreModelArgs args, Mesh mesh)
        : base(nameof(DiffusionModule))
    {
        var (tokenS, z, dim) = (widths.TokenS, widths.TokenZ, 2 * widths.TokenS);
        var own = args.MakesConditions;
        (_mesh, _windows) = (mesh, widths.Windows);
        AtomTransformerArgs Atoms(int depth, int heads) => new(widths.AtomS, depth, heads, widths.Windows) { PairDim = own ? widths.AtomZ : null };
        single_conditioner = new(widths.Inputs, tokenS, args.DimFourier, args.ConditioningTransitionLayers);
        pairwise_conditioner = own ? new(z, z, args.ConditioningTransitionLayers) : null;
        atom_attention_encoder = new(Atoms(args.AtomEncoderDepth, args.AtomEncoderHeads), dim, structurePrediction: true, mesh, own ? widths : null);
        s_to_a_linear = Projections.Normed(dim, dim);
        token_transformer = new(new(args.TokenTransformerDepth, args.TokenTransformerHeads, dim, dim) { PairDim = own ? z : null });
        a_norm = nn.LayerNorm(dim);
        atom_attention_decoder = new(Atoms(args.AtomDecoderDepth, args.AtomDecoderHeads), dim);
        RegisterComponents();
    }

    /// <summary>All that it needs and that does not change from step to step, where it makes that itself.</summary>
    /// <inheritdoc cref="DiffusionConditioning.forward"/>
    public DiffusionConditions Conditions(FoldFeatures features, Tensor s, Tensor z, Func<Tensor> positions)
    {
        var plan = AtomPlan.Of(features, _windows, _mesh);
        using var scope = NewDisposeScope();
        z = pairwise_conditioner!.call(z, positions);
        var atoms = atom_attention_encoder.Embedded(features, plan, (s, z));
        var ofTokens = TokenBiases.Of(token_transformer.Depth, layer => token_transformer.BiasFrom(layer, z));
        ofTokens.Outlive(scope, z);
        IReadOnlyList<Tensor> Kept(IReadOnlyList<Tensor> biases) => [.. biases.Select(scope.MoveToOuter)];
        return new(
            plan,
            scope.MoveToOuter(atoms.Q),
            scope.MoveToOuter(atoms.C),
            Kept(atom_attention_encoder.BiasesFrom(atoms.P)),
            Kept(atom_attention_decoder.BiasesFrom(atoms.P)),
            ofTokens);
    }

    /// <param name="known">the complex and what the trunk says of it</param>
    /// <param name="r">scaled noisy positions [B*M, A, 3]</param>
    /// <param name="times">a function of the noise level [B*M]</param>
    /// <returns>scaled updates [B*M, A, 3] and this rank's share of the tokens they were made from [B*M, n, 2C]</returns>
    public (Tensor Update, Tensor Tokens) Of(Known known, Tensor r, Tensor times)
    {
        using var scope = NewDisposeScope();
        var (conditions, tokens, atoms) = (known.Conditions, new TokenPlan(_mesh, known.Features.TokenPadMask), known.Conditions.Plan);
        Tensor ForEach(Tensor x) => tokens.Share(x).repeat_interleave(r.shape[0] / x.shape[0], 0);
        var s = single_conditioner.call(times, ForEach(known.S), ForEach(known.SInputs));
        var (a, q, c) = atom_attention_encoder.Of(atoms, conditions.Q, conditions.C, conditions.AtomEncoderBiases, atoms.Windows.Share(r));
        a = a_norm.call(token_transformer.Updated(a + s_to_a_linear.call(s), s, conditions.TokenBiases, tokens));
        var update = atom_attention_decoder.Of(atoms, a, q, c, conditions.AtomDecoderBiases);
        return scope.MoveToOuter(atoms.Windows.Whole(update), a);
    }
}

/// <summary>A complex and all that the diffusion knows of it before the first step.</summary>
/// <param name="Features">the complex</param>
/// <param name="SInputs">embedded tokens [B, N, C]</param>
/// <param name="S">tokens from the trunk [B, N, C]</param>
/// <param name="Conditions">made from the trunk's pairs</param>
public sealed record Known(FoldFeatures Features, Tensor SInputs, Tensor S, DiffusionConditions Conditions);
