using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>Reads a sampled structure and says how far to trust it (AlphaFold 3, algorithm 31, in Boltz-2's form).</summary>
public sealed class ConfidenceModule : Module
{
    private readonly PairInputs? _inputs;
    private readonly Mesh _mesh;
    private readonly Tensor boundaries;
    private readonly Embedding dist_bin_pairwise_embed;
    private readonly Linear s_to_z;
    private readonly Linear s_to_z_transpose;
    private readonly Linear? s_to_z_prod_in1;
    private readonly Linear? s_to_z_prod_in2;
    private readonly Linear? s_to_z_prod_out;
    private readonly LayerNorm s_inputs_norm;
    private readonly LayerNorm s_norm;
    private readonly LayerNorm z_norm;
    private readonly Linear? s_input_to_s;
    private readonly RelativePositionEncoder? rel_pos;
    private readonly Linear? token_bonds;
    private readonly Embedding? token_bonds_type;
    private readonly ContactConditioning? contact_conditioning;
    private readonly PairformerModule pairformer_stack;
    private readonly ConfidenceHeads confidence_heads;

    public ConfidenceModule(Boltz2Config config, Mesh mesh)
        : base(nameof(ConfidenceModule))
    {
        var (args, s, z) = (config.ConfidenceModelArgs, config.TokenS, config.TokenZ);
        _mesh = mesh;
        boundaries = linspace(2, args.MaxDist, args.NumDistBins - 1, dtype: ScalarType.Float32);
        dist_bin_pairwise_embed = nn.Embedding(args.NumDistBins, z);
        (s_to_z, s_to_z_transpose) = (nn.Linear(s, z, hasBias: false), nn.Linear(s, z, hasBias: false));
        if (args.AddSToZProd)
        {
            (s_to_z_prod_in1, s_to_z_prod_in2) = (nn.Linear(s, z, hasBias: false), nn.Linear(s, z, hasBias: false));
            s_to_z_prod_out = nn.Linear(z, z, hasBias: false);
        }

        (s_inputs_norm, s_norm, z_norm) = (nn.LayerNorm(s), nn.LayerNorm(s), nn.LayerNorm(z));
        s_input_to_s = args.AddSInputToS ? nn.Linear(s, s, hasBias: false) : null;
        if (args.AddZInputToZ)
        {
            rel_pos = new(z, config.FixSymCheck, config.CyclicPosEnc, mesh);
            token_bonds = nn.Linear(1, z, hasBias: false);
            token_bonds_type = config.BondTypeFeature ? nn.Embedding(PairInputs.BondKinds, z) : null;
            contact_conditioning = new(z, config.ConditioningCutoffMin, config.ConditioningCutoffMax, mesh);
            _inputs = new(rel_pos, token_bonds, token_bonds_type, contact_conditioning, mesh);
        }

        pairformer_stack = new(s, z, args.PairformerArgs, mesh);
        confidence_heads = new(s, z, args.ConfidenceArgs, mesh);
        RegisterComponents();
    }

    /// <summary>The heads that read what <see cref="Read"/> makes.</summary>
    public ConfidenceHeads Heads => confidence_heads;

    /// <summary>How many blocks read each structure.</summary>
    public int Blocks => pairformer_stack.Blocks;

    /// <summary>What holds for every sample: tokens [1, N, C] and pairs [1, i, j, D] without the structure.</summary>
    /// <param name="features">the complex</param>
    /// <param name="sInputs">embedded tokens [1, N, C]</param>
    /// <param name="s">tokens from the trunk [1, N, C]</param>
    /// <param name="z">pairs from the trunk [1, i, j, D]</param>
    public (Tensor S, Tensor Z) Prepared(FoldFeatures features, Tensor sInputs, Tensor s, Tensor z)
    {
        using var scope = NewDisposeScope();
        sInputs = s_inputs_norm.call(sInputs);
        s = s_norm.call(s);
        if (s_input_to_s is not null)
            s += s_input_to_s.call(sInputs);
        z = z_norm.call(z);
        if (_inputs is not null)
            z = _inputs.AddTo(z, features);
        z = z.Plus(RowsOf(s_to_z, sInputs) + ColsOf(s_to_z_transpose, sInputs));
        if (s_to_z_prod_out is not null)
            z = z.Plus(Products(sInputs));
        return scope.MoveToOuter(s, z);
    }

    /// <summary>Tokens [1, N, C] and pairs [1, i, j, D] that have seen one structure.</summary>
    /// <param name="features">the complex</param>
    /// <param name="prepared">from <see cref="Prepared"/></param>
    /// <param name="x">where each token's representative atom is [1, N, 3], Å</param>
    /// <param name="beforeBlock">told before each of the <see cref="Blocks"/></param>
    public (Tensor S, Tensor Z) Read(FoldFeatures features, (Tensor S, Tensor Z) prepared, Tensor x, Action? beforeBlock = null)
    {
        using var scope = NewDisposeScope();
        var distances = cdist(_mesh.RowPart(x, 1), _mesh.ColPart(x, 1));
        var z = dist_bin_pairwise_embed.call(searchsorted(boundaries, distances.contiguous())).Plus(prepared.Z.alias());
        var (s, pairs) = pairformer_stack.Updated((prepared.S, z), features.TokenPadMask, _mesh.Pairs(features.TokenPadMask), beforeBlock);
        return scope.MoveToOuter(s, pairs);
    }

    // What each pair of tokens is together: [1, i, j, D]
    private Tensor Products(Tensor s)
    {
        using var scope = NewDisposeScope();
        var (rows, cols) = (RowsOf(s_to_z_prod_in1!, s), ColsOf(s_to_z_prod_in2!, s));               // [1, i, 1, D], [1, 1, j, D]
        return scope.MoveToOuter(Chunks.Along(dim: 1, Chunks.Of(cols.shape[2] * cols.shape[3]), rows, part => s_to_z_prod_out!.call(part * cols)));
    }

    private Tensor RowsOf(Linear layer, Tensor s) => _mesh.RowPart(layer.call(s), 1).unsqueeze(2);

    private Tensor ColsOf(Linear layer, Tensor s) => _mesh.ColPart(layer.call(s), 1).unsqueeze(1);
}
