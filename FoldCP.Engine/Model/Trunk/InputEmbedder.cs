using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>What is known about each token before anything is computed (AlphaFold 3, algorithm 2).</summary>
public sealed class InputEmbedder : Module<FoldFeatures, Tensor>
{
    private const int MethodKinds = 12;
    private const int MoleculeKinds = 4;

    private readonly EmbedderArgs _args;
    private readonly AtomWindows _windows;
    private readonly Mesh _mesh;
    private readonly AtomEncoder atom_encoder;
    private readonly Sequential atom_enc_proj_z;
    private readonly AtomAttentionEncoder atom_attention_encoder;
    private readonly Linear res_type_encoding;
    private readonly Linear msa_profile_encoding;
    private readonly Embedding? method_conditioning_init;
    private readonly Embedding? modified_conditioning_init;
    private readonly Linear? cyclic_conditioning_init;
    private readonly Embedding? mol_type_conditioning_init;

    public InputEmbedder(Boltz2Config config, Mesh mesh)
        : base(nameof(InputEmbedder))
    {
        var (s, widths) = (config.TokenS, config.Widths);
        (_args, _windows, _mesh) = (config.EmbedderArgs, widths.Windows, mesh);
        atom_encoder = new(widths, structurePrediction: false, mesh);
        atom_enc_proj_z = Projections.Normed(config.AtomZ, _args.AtomEncoderDepth * _args.AtomEncoderHeads);
        var transformer = new AtomTransformerArgs(config.AtomS, _args.AtomEncoderDepth, _args.AtomEncoderHeads, widths.Windows);
        atom_attention_encoder = new(transformer, s, structurePrediction: false, mesh);
        res_type_encoding = nn.Linear(FoldFeatures.TokenKinds, s, hasBias: false);
        msa_profile_encoding = nn.Linear(FoldFeatures.TokenKinds + 1, s, hasBias: false);
        method_conditioning_init = _args.AddMethodConditioning ? nn.Embedding(MethodKinds, s) : null;
        modified_conditioning_init = _args.AddModifiedFlag ? nn.Embedding(2, s) : null;
        cyclic_conditioning_init = _args.AddCyclicFlag ? nn.Linear(1, s, hasBias: false) : null;
        mol_type_conditioning_init = _args.AddMolTypeFeat ? nn.Embedding(MoleculeKinds, s) : null;
        RegisterComponents();
    }

    /// <returns>tokens [B, N, C]</returns>
    public override Tensor forward(FoldFeatures features)
    {
        using var scope = NewDisposeScope();
        var plan = AtomPlan.Of(features, _windows, _mesh);
        var atoms = atom_encoder.Of(features, plan);
        var bias = atom_enc_proj_z.call(atoms.P).permute(0, 1, 4, 2, 3);                             // [B, k, layers * heads, W, H]
        var (a, _, _) = atom_attention_encoder.Of(plan, atoms.Q, atoms.C, bias.chunk(_args.AtomEncoderDepth, dim: 2));
        var s = _mesh.WholeFromShares(a, 1, features.Tokens);
        s += res_type_encoding.call(features.ResType.OneHot(FoldFeatures.TokenKinds).to(features.Profile.dtype));
        s += msa_profile_encoding.call(cat([features.Profile, features.DeletionMean.unsqueeze(-1)], dim: -1));
        if (method_conditioning_init is not null)
            s += method_conditioning_init.call(features.MethodFeature);
        if (modified_conditioning_init is not null)
            s += modified_conditioning_init.call(features.Modified);
        if (cyclic_conditioning_init is not null)
            s += cyclic_conditioning_init.call(features.CyclicPeriod.clamp(max: 1).unsqueeze(-1));
        if (mol_type_conditioning_init is not null)
            s += mol_type_conditioning_init.call(features.MolType);
        return scope.MoveToOuter(s);
    }
}
