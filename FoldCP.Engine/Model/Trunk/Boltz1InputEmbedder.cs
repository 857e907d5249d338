using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>What is known about each token before anything is computed, in Boltz-1: side by side instead of added up.</summary>
public sealed class Boltz1InputEmbedder : Module<FoldFeatures, Tensor>
{
    // Unspecified, unselected, pocket, binder.
    private const int PocketKinds = 4;

    private readonly AtomWindows _windows;
    private readonly Mesh _mesh;
    private readonly AtomAttentionEncoder atom_attention_encoder;

    public Boltz1InputEmbedder(Widths widths, EmbedderArgs args, Mesh mesh)
        : base(nameof(Boltz1InputEmbedder))
    {
        (_windows, _mesh) = (widths.Windows, mesh);
        var transformer = new AtomTransformerArgs(widths.AtomS, args.AtomEncoderDepth, args.AtomEncoderHeads, widths.Windows) { PairDim = widths.AtomZ };
        atom_attention_encoder = new(transformer, widths.TokenS, structurePrediction: false, mesh, widths);
        RegisterComponents();
    }

    /// <summary>How wide it makes tokens, from as wide as their atoms make them.</summary>
    public static int WidthFrom(int tokenS) => tokenS + (2 * FoldFeatures.TokenKinds) + 1 + PocketKinds;

    /// <returns>tokens [B, N, C]</returns>
    public override Tensor forward(FoldFeatures features)
    {
        using var scope = NewDisposeScope();
        var plan = AtomPlan.Of(features, _windows, _mesh);
        var atoms = atom_attention_encoder.Embedded(features, plan);
        var (a, _, _) = atom_attention_encoder.Of(plan, atoms.Q, atoms.C, atom_attention_encoder.BiasesFrom(atoms.P));
        var pocket = features.Pocket ?? zeros_like(features.ResType);
        return scope.MoveToOuter(cat(
            [
                _mesh.WholeFromShares(a, 1, features.Tokens),
                features.ResType.OneHot(FoldFeatures.TokenKinds),
                features.Profile,
                features.DeletionMean.unsqueeze(-1),
                pocket.OneHot(PocketKinds),
            ],
            dim: -1));
    }
}
