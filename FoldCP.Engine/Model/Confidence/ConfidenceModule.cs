using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>Reads a sampled structure and says how far to trust it (AlphaFold 3, algorithm 31, in Boltz's form).</summary>
public sealed class ConfidenceModule : Module
{
    private readonly Inlined<StructureReader> _reader;
    private readonly Mesh _mesh;
    private readonly Tensor boundaries;
    private readonly Embedding dist_bin_pairwise_embed;
    private readonly LayerNorm? s_diffusion_norm;
    private readonly Linear? s_diffusion_to_s;
    private readonly Linear s_to_z;
    private readonly Linear s_to_z_transpose;
    private readonly Linear? s_to_z_prod_in1;
    private readonly Linear? s_to_z_prod_in2;
    private readonly Linear? s_to_z_prod_out;
    private readonly ConfidenceHeads confidence_heads;

    private ConfidenceModule(Widths widths, ConfidenceModelArgs args, StructureReader reader, Mesh mesh)
        : base(nameof(ConfidenceModule))
    {
        var (inputs, s, z) = (widths.Inputs, widths.TokenS, widths.TokenZ);
        _mesh = mesh;
        _reader = this.Inline(reader);
        boundaries = linspace(2, args.MaxDist, args.NumDistBins - 1, dtype: ScalarType.Float32);
        dist_bin_pairwise_embed = nn.Embedding(args.NumDistBins, z);
        s_diffusion_norm = args.UseSDiffusion ? nn.LayerNorm(2 * s) : null;
        s_diffusion_to_s = args.UseSDiffusion ? nn.Linear(2 * s, s, hasBias: false) : null;
        (s_to_z, s_to_z_transpose) = (nn.Linear(inputs, z, hasBias: false), nn.Linear(inputs, z, hasBias: false));
        if (args.AddSToZProd)
        {
            (s_to_z_prod_in1, s_to_z_prod_in2) = (nn.Linear(inputs, z, hasBias: false), nn.Linear(inputs, z, hasBias: false));
            s_to_z_prod_out = nn.Linear(z, z, hasBias: false);
        }

        confidence_heads = new(s, z, args.ConfidenceArgs, mesh);
        RegisterComponents();
    }

    /// <summary>Boltz-2's.</summary>
    public ConfidenceModule(Boltz2Config config, Mesh mesh)
        : this(
            config.Widths,
            config.ConfidenceModelArgs with { ConfidenceArgs = config.ConfidenceModelArgs.ConfidenceArgs with { ByAtom = !config.TokenLevelConfidence } },
            new PairformerReader(config.Widths, config.ConfidenceModelArgs, () => PairInputs.Of(config, mesh), mesh),
            mesh)
    {
    }

    /// <summary>Boltz-1's.</summary>
    public ConfidenceModule(Boltz1Config config, Mesh mesh)
        : this(
            config.Widths,
            config.ConfidenceModelArgs,
            config.ConfidenceImitateTrunk
                ? new ImitatedTrunk(config, mesh)
                : new PairformerReader(config.Widths, config.ConfidenceModelArgs, () => PairInputs.OfBoltz1(config.TokenZ, mesh), mesh),
            mesh)
    {
    }

    /// <summary>The heads that read what <see cref="Read"/> makes.</summary>
    public ConfidenceHeads Heads => confidence_heads;

    /// <summary>How many blocks read each structure.</summary>
    public int Blocks => _reader.Module.Blocks;

    /// <summary>What holds for every sample: embedded tokens, tokens [1, N, C] and pairs [1, i, j, D] without the structure.</summary>
    /// <param name="features">the complex</param>
    /// <param name="sInputs">embedded tokens [1, N, C]</param>
    /// <param name="s">tokens from the trunk [1, N, C]</param>
    /// <param name="z">pairs from the trunk [1, i, j, D]</param>
    internal Understanding Prepared(FoldFeatures features, Tensor sInputs, Tensor s, Tensor z)
    {
        using var scope = NewDisposeScope();
        var prepared = _reader.Module.Prepared(features, new(sInputs, s, z));
        var own = prepared.SInputs;
        var pairs = prepared.Z.Plus(RowsOf(s_to_z, own) + ColsOf(s_to_z_transpose, own));
        if (s_to_z_prod_out is not null)
            pairs = pairs.Plus(Products(own));
        scope.MoveToOuter(own, prepared.S, pairs);
        return prepared with { Z = pairs };
    }

    /// <summary>Tokens [1, N, C] and pairs [1, i, j, D] that have seen one structure.</summary>
    /// <param name="features">the complex</param>
    /// <param name="prepared">from <see cref="Prepared"/></param>
    /// <param name="x">where each token's representative atom is [1, N, 3], Å</param>
    /// <param name="beforeBlock">told before each of the <see cref="Blocks"/></param>
    /// <param name="diffused">what the diffusion thought of the tokens [1, N, 2C], for modules that read it</param>
    internal (Tensor S, Tensor Z) Read(FoldFeatures features, Understanding prepared, Tensor x, Action? beforeBlock = null, Tensor? diffused = null)
    {
        using var scope = NewDisposeScope();
        var distances = Distance.Between(_mesh.RowPart(x, 1), _mesh.ColPart(x, 1));
        var z = dist_bin_pairwise_embed.call(searchsorted(boundaries, distances.contiguous())).Plus(prepared.Z.alias());
        var s = s_diffusion_to_s is null ? prepared.S : prepared.S + s_diffusion_to_s.call(s_diffusion_norm!.call(diffused!));
        var read = _reader.Module.Read(features, prepared with { S = s, Z = z }, beforeBlock);
        return scope.MoveToOuter(read.S, read.Z);
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
