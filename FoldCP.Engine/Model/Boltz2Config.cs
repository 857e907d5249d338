using System.Text.Json;

namespace FoldCP.Engine.Model;

/// <summary>The shape of a Boltz-2 network.</summary>
public sealed record Boltz2Config : NetworkConfig
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        PropertyNameCaseInsensitive = true,
    };

    /// <summary>
    /// A small network for trying the product: every part of the real one, narrow and shallow, so that a complex of
    /// 600 residues takes seconds on one core.
    /// </summary>
    public static Boltz2Config Demo { get; } = new()
    {
        AtomS = 16,
        AtomZ = 8,
        TokenS = 32,
        TokenZ = 16,
        AtomFeatureDim = 388,
        EmbedderArgs = new() { AtomEncoderDepth = 1, AtomEncoderHeads = 2 },
        MsaArgs = new() { MsaS = 16, MsaBlocks = 1, PairwiseHeadWidth = 8, PairwiseNumHeads = 1 },
        PairformerArgs = new() { NumBlocks = 1, V2 = true, NumHeads = 4, PairwiseHeadWidth = 8, PairwiseNumHeads = 1 },
        ScoreModelArgs = new()
        {
            DimFourier = 16,
            AtomEncoderDepth = 1,
            AtomEncoderHeads = 2,
            TokenTransformerDepth = 1,
            TokenTransformerHeads = 4,
            AtomDecoderDepth = 1,
            AtomDecoderHeads = 2,
            ConditioningTransitionLayers = 1,
        },
        DiffusionProcessArgs = new() { SigmaMin = 0.0001, StepScale = 1, AlignmentReverseDiff = true },
        ConfidenceModelArgs = new()
        {
            PairformerArgs = new() { NumBlocks = 1, NumHeads = 4, PairwiseHeadWidth = 8, PairwiseNumHeads = 1 },
            AddSToZProd = true,
            AddSInputToS = true,
            AddZInputToZ = true,
            ConfidenceArgs = new() { UseSeparateHeads = true },
        },
        TemplateArgs = new() { TemplateDim = 16, TemplateBlocks = 1, PairwiseHeadWidth = 8, PairwiseNumHeads = 1 },
        UseTemplates = true,
        UseTemplatesV2 = true,
        BondTypeFeature = true,
        FixSymCheck = true,
        CyclicPosEnc = true,
    };

    public TemplateArgs? TemplateArgs { get; init; }

    public bool UseTemplates { get; init; }

    public bool UseTemplatesV2 { get; init; }

    public bool BondTypeFeature { get; init; }

    public bool FixSymCheck { get; init; }

    public bool CyclicPosEnc { get; init; }

    public bool PredictBfactor { get; init; }

    /// <summary>Whether the network also says how strongly a ligand binds.</summary>
    public bool AffinityPrediction { get; init; }

    /// <summary>Whether two affinity modules judge instead of one.</summary>
    public bool AffinityEnsemble { get; init; }

    /// <summary>Whether an ensemble's mean is corrected for the ligand's weight.</summary>
    public bool AffinityMwCorrection { get; init; } = true;

    public AffinityModelArgs? AffinityModelArgs { get; init; }

    public AffinityModelArgs? AffinityModelArgs1 { get; init; }

    public AffinityModelArgs? AffinityModelArgs2 { get; init; }

    /// <summary>Read only to refuse a network without it.</summary>
    public bool TokenLevelConfidence { get; init; } = true;

    /// <summary>Å</summary>
    public double ConditioningCutoffMin { get; init; } = 4;

    /// <summary>Å</summary>
    public double ConditioningCutoffMax { get; init; } = 20;

    // These three are refused in whole networks: no released one has them.
    public bool UseNoAtomChar { get; init; }

    public bool UseAtomBackboneFeat { get; init; }

    public bool UseResidueFeatsAtoms { get; init; }

    internal Widths Widths => new()
    {
        AtomS = AtomS,
        AtomZ = AtomZ,
        TokenS = TokenS,
        TokenZ = TokenZ,
        Inputs = TokenS,
        Windows = new(AtomsPerWindowQueries, AtomsPerWindowKeys),
        Atoms = new(AtomFeatureDim) { NameCharacters = !UseNoAtomChar, Backbone = UseAtomBackboneFeat, Residue = UseResidueFeatsAtoms },
    };

    /// <summary>Reads a checkpoint's hyperparameters.</summary>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks</exception>
    /// <exception cref="JsonException">a width is missing or is not a number</exception>
    public static Boltz2Config FromJson(JsonElement hyperparameters)
    {
        var config = hyperparameters.Deserialize<Boltz2Config>(Json)!;
        if (config.UseNoAtomChar || config.UseAtomBackboneFeat || config.UseResidueFeatsAtoms)
            throw new NotSupportedException("These weights want other atom features than this engine makes (use_no_atom_char, use_atom_backbone_feat or use_residue_feats_atoms is set).");
        if (!config.PairformerArgs.V2)
            throw new NotSupportedException("These weights are for pairformers of the first version, and this engine has the second's (v2 is not set).");
        if (!config.TokenLevelConfidence)
            throw new NotSupportedException("These weights judge each atom, and this engine each residue (token_level_confidence is not set).");
        if (config.ConfidenceModelArgs.PairformerArgs is null)
            throw new JsonException("confidence_model_args has no pairformer_args.");
        return config.MissingOfAffinity is null ? config : throw new JsonException($"affinity_prediction is set and {config.MissingOfAffinity} is missing.");
    }

    private string? MissingOfAffinity => (AffinityPrediction, AffinityEnsemble) switch
    {
        (false, _) => null,
        (_, false) => AffinityModelArgs is null ? "affinity_model_args" : null,
        _ => AffinityModelArgs1 is null ? "affinity_model_args1" : AffinityModelArgs2 is null ? "affinity_model_args2" : null,
    };

    /// <summary>
    /// The network as the reference predicts with it: it replaces the checkpoint's diffusion settings by its own, uses the
    /// paired feature, reads the whole alignment and corrects an affinity only if it is asked to (main.py, commit 832486d).
    /// </summary>
    /// <param name="affinityMwCorrection">whether the mean of affinities is corrected for the ligand's weight</param>
    public Boltz2Config ForPrediction(bool affinityMwCorrection = false) => this with
    {
        AffinityMwCorrection = affinityMwCorrection,
        DiffusionProcessArgs = DiffusionProcessArgs.Prediction,
        MsaArgs = MsaArgs with { UsePairedFeature = true, SubsampleMsa = false },
    };

    /// <summary>Reads one part of a checkpoint's hyperparameters.</summary>
    internal static T Part<T>(JsonElement hyperparameters) => hyperparameters.Deserialize<T>(Json)!;
}
