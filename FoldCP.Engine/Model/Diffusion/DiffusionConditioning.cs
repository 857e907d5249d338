using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Diffusion;

/// <summary>All that the diffusion needs and that does not change from step to step.</summary>
/// <param name="Plan">how atoms attend and belong to tokens</param>
/// <param name="Q">what the atom attention starts from: this rank's share [B, a, C]</param>
/// <param name="C">what conditions it [B, a, C]</param>
/// <param name="AtomEncoderBiases">one per layer [B, k, heads, W, H]</param>
/// <param name="AtomDecoderBiases">one per layer [B, k, heads, W, H]</param>
/// <param name="TokenBiases">one per layer, kept or read again [B, heads, i, j]</param>
public sealed record DiffusionConditions(
    AtomPlan Plan, Tensor Q, Tensor C, IReadOnlyList<Tensor> AtomEncoderBiases, IReadOnlyList<Tensor> AtomDecoderBiases, IReadOnlyList<Tensor> TokenBiases);

/// <summary>Turns what the trunk knows into biases and conditions for the diffusion, once per complex.</summary>
public sealed class DiffusionConditioning : Module<FoldFeatures, Tensor, Tensor, Func<Tensor>, DiffusionConditions>
{
    private readonly AtomWindows _windows;
    private readonly Mesh _mesh;
    private readonly PairwiseConditioning pairwise_conditioner;
    private readonly AtomEncoder atom_encoder;
    private readonly ModuleList<Sequential> atom_enc_proj_z;
    private readonly ModuleList<Sequential> atom_dec_proj_z;
    private readonly ModuleList<Sequential> token_trans_proj_z;

    public DiffusionConditioning(Boltz2Config config, Mesh mesh)
        : base(nameof(DiffusionConditioning))
    {
        var score = config.ScoreModelArgs;
        (_windows, _mesh) = (config.Widths.Windows, mesh);
        pairwise_conditioner = new(config.TokenZ, config.TokenZ, score.ConditioningTransitionLayers);
        atom_encoder = new(config.Widths, structurePrediction: true, mesh);
        atom_enc_proj_z = Projections.Normed(score.AtomEncoderDepth, config.AtomZ, score.AtomEncoderHeads);
        atom_dec_proj_z = Projections.Normed(score.AtomDecoderDepth, config.AtomZ, score.AtomDecoderHeads);
        token_trans_proj_z = Projections.Normed(score.TokenTransformerDepth, config.TokenZ, score.TokenTransformerHeads);
        RegisterComponents();
    }

    /// <param name="features">the complex</param>
    /// <param name="s">tokens from the trunk [B, N, C]</param>
    /// <param name="z">pairs from the trunk [B, i, j, D]</param>
    /// <param name="positions">makes relative positions [B, i, j, D]</param>
    public override DiffusionConditions forward(FoldFeatures features, Tensor s, Tensor z, Func<Tensor> positions)
    {
        var plan = AtomPlan.Of(features, _windows, _mesh);
        using var scope = NewDisposeScope();
        z = pairwise_conditioner.call(z, positions);
        var atoms = atom_encoder.Of(features, plan, (s, z));
        Tensor OfAtoms(Sequential layer)
            => scope.MoveToOuter(AttentionPairBias.Biases(layer, atoms.P.flatten(0, 1)).unflatten(0, atoms.P.shape[0], atoms.P.shape[1]));
        var ofTokens = TokenBiases.Of(token_trans_proj_z.Count, layer => AttentionPairBias.Biases(token_trans_proj_z[layer], z));
        ofTokens.Outlive(scope, z);
        return new(
            plan,
            scope.MoveToOuter(atoms.Q),
            scope.MoveToOuter(atoms.C),
            [.. atom_enc_proj_z.Select(OfAtoms)],
            [.. atom_dec_proj_z.Select(OfAtoms)],
            ofTokens);
    }
}
