using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>What the network finds out about tokens and pairs before any structure (AlphaFold 3, algorithm 1, lines 1 to 14).</summary>
public sealed class TrunkModule : Module
{
    private readonly PairInputs _inputs;
    private readonly Mesh _mesh;
    private readonly Module<FoldFeatures, Tensor> input_embedder;
    private readonly Linear s_init;
    private readonly Linear z_init_1;
    private readonly Linear z_init_2;
    private readonly RelativePositionEncoder rel_pos;
    private readonly Linear token_bonds;
    private readonly Embedding? token_bonds_type;
    private readonly ContactConditioning? contact_conditioning;
    private readonly LayerNorm s_norm;
    private readonly LayerNorm z_norm;
    private readonly Linear s_recycle;
    private readonly Linear z_recycle;
    private readonly TemplateModule? template_module;
    private readonly MSAModule msa_module;
    private readonly PairformerModule pairformer_module;

    private TrunkModule(Widths widths, TrunkParts parts, Mesh mesh)
        : base(nameof(TrunkModule))
    {
        var (inputs, s, z) = (widths.Inputs, widths.TokenS, widths.TokenZ);
        (_inputs, _mesh) = (parts.Inputs, mesh);
        input_embedder = parts.Embedder;
        s_init = nn.Linear(inputs, s, hasBias: false);
        (z_init_1, z_init_2) = (nn.Linear(inputs, z, hasBias: false), nn.Linear(inputs, z, hasBias: false));
        (rel_pos, token_bonds, token_bonds_type, contact_conditioning, _) = _inputs;
        (s_norm, z_norm) = (nn.LayerNorm(s), nn.LayerNorm(z));
        (s_recycle, z_recycle) = (nn.Linear(s, s, hasBias: false), nn.Linear(z, z, hasBias: false));
        (template_module, msa_module, pairformer_module) = (parts.Templates, parts.Msa, parts.Pairformer);
        RegisterComponents();
    }

    /// <summary>Boltz-2's.</summary>
    public TrunkModule(Boltz2Config config, Mesh mesh)
        : this(config.Widths, TrunkParts.Of(config, mesh), mesh)
    {
    }

    /// <summary>Boltz-1's.</summary>
    public TrunkModule(Boltz1Config config, Mesh mesh)
        : this(config.Widths, TrunkParts.Of(config, mesh), mesh)
    {
    }

    /// <summary>How many blocks there are in each round, apart from those that read templates.</summary>
    public int Blocks => msa_module.Blocks + pairformer_module.Blocks;

    /// <summary>Tokens [B, N, C] before anything is computed.</summary>
    public Tensor Embedded(FoldFeatures features) => input_embedder.call(features);

    /// <summary>Relative positions [B, i, j, D].</summary>
    public Tensor Positions(FoldFeatures features) => rel_pos.call(features);

    /// <summary>Reads a complex, and its own result again, so many times. Training learns from the last time alone.</summary>
    internal Understanding Understand(FoldFeatures features, int recyclingSteps, INoise noise, Steps progress)
    {
        using var scope = NewDisposeScope();
        var sInputs = Embedded(features);
        Understanding? former = null;
        var (step, steps) = (0, (recyclingSteps + 1) * BlocksOfRound(features));
        for (var round = 0; round <= recyclingSteps; round++)
        {
            using var inner = NewDisposeScope();
            using var learns = set_grad_enabled(is_grad_enabled() && round == recyclingSteps);
            var begun = Begun(features, sInputs, former);
            former?.S.Dispose();
            former?.Z.Dispose();
            var (s, z) = Round(features, begun, noise, round, () => progress.Before(FoldStage.Trunk, step++, steps));
            inner.MoveToOuter(s, z);
            former = new(sInputs, s, z);
        }

        progress.Before(FoldStage.Trunk, steps, steps);
        scope.MoveToOuter(sInputs, former!.S, former.Z);
        return former;
    }

    /// <summary>
    /// What a round begins with: what the features say, and what was understood before, which is zero at first. What they say of pairs is made
    /// anew each time, as next to a round's blocks that takes no time, and would take as much memory as the pairs for the whole trunk.
    /// </summary>
    internal Understanding Begun(FoldFeatures features, Tensor sInputs, Understanding? former)
    {
        using var scope = NewDisposeScope();
        var (s, z) = (s_init.call(sInputs), Start(features, sInputs));
        var formerS = former?.S ?? zeros_like(s);
        var formerZ = former?.Z ?? z.new_zeros(1).expand(z.shape);
        z = z.PlusAlong(dim: 1, Chunks.Of(z.shape[2] * z.shape[3]), (start, count) => z_recycle.call(z_norm.call(formerZ.narrow(1, start, count))));
        s += s_recycle.call(s_norm.call(formerS));
        scope.MoveToOuter(s, z);
        return new(sInputs, s, z);
    }

    // What the features say of pairs [B, i, j, D].
    private Tensor Start(FoldFeatures features, Tensor sInputs) => _inputs.AddTo(
        _mesh.RowPart(z_init_1.call(sInputs), 1).unsqueeze(2) + _mesh.ColPart(z_init_2.call(sInputs), 1).unsqueeze(1), features);

    /// <summary>All blocks once.</summary>
    internal (Tensor S, Tensor Z) Round(FoldFeatures features, Understanding known, INoise? noise, int round, Action? beforeBlock)
    {
        var (mask, z) = (_mesh.Pairs(features.TokenPadMask), known.Z);
        if (template_module?.call(z, features, mask, beforeBlock) is { } templates)
            z = z.Plus(templates);
        z = z.Plus(msa_module.call(z, known.SInputs, features, (noise, round), beforeBlock));
        return pairformer_module.call((known.S, z), features.TokenPadMask, mask, beforeBlock);
    }

    private int BlocksOfRound(FoldFeatures features) => (template_module?.BlocksFor(features) ?? 0) + Blocks;
}

/// <summary>What the trunk has understood.</summary>
/// <param name="SInputs">embedded tokens [B, N, C]</param>
/// <param name="S">tokens [B, N, C]</param>
/// <param name="Z">pairs [B, i, j, D]</param>
internal sealed record Understanding(Tensor SInputs, Tensor S, Tensor Z);
