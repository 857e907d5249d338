using System.Text.Json.Serialization;

namespace FoldCP.Engine.Model;

/// <summary>The input embedder's shape and which of its optional inputs it was trained with.</summary>
public sealed record EmbedderArgs
{
    public int AtomEncoderDepth { get; init; } = 3;

    public int AtomEncoderHeads { get; init; } = 4;

    public bool AddMethodConditioning { get; init; }

    public bool AddModifiedFlag { get; init; }

    public bool AddCyclicFlag { get; init; }

    public bool AddMolTypeFeat { get; init; }
}

/// <summary>The alignment module's shape.</summary>
public sealed record MsaArgs
{
    public int MsaS { get; init; } = 64;

    public int MsaBlocks { get; init; } = 4;

    public int PairwiseHeadWidth { get; init; } = 32;

    public int PairwiseNumHeads { get; init; } = 4;

    public bool UsePairedFeature { get; init; } = true;

    /// <summary>Whether each round sees a random choice of rows instead of all.</summary>
    public bool SubsampleMsa { get; init; }

    public int NumSubsampledMsa { get; init; } = 1024;

    /// <summary>How often training leaves out a row of the alignment's update.</summary>
    public double MsaDropout { get; init; }

    /// <summary>How often training leaves out a line of a pair update.</summary>
    public double ZDropout { get; init; }

    /// <summary>Whether checkpoints name the parts of a layer's pair stack as the layer's own, as those of Boltz-1 do.</summary>
    [JsonIgnore]
    public bool InlinePairStack { get; init; }
}

/// <summary>A pairformer's shape.</summary>
public sealed record PairformerArgs
{
    public int NumBlocks { get; init; } = 48;

    public int NumHeads { get; init; } = 16;

    public int PairwiseHeadWidth { get; init; } = 32;

    public int PairwiseNumHeads { get; init; } = 4;

    public bool PostLayerNorm { get; init; }

    /// <summary>How often training leaves out a line of a pair update.</summary>
    public double Dropout { get; init; } = 0.25;

    /// <summary>
    /// Read only to refuse a trunk without it: this engine has the second version's layers alone. The released checkpoints do
    /// not say; the reference sets it whenever it predicts. The confidence module's are always so.
    /// </summary>
    public bool V2 { get; init; } = true;

    /// <summary>Whether the norm of the tokens belongs to their attention, as in Boltz-1, or to the layer.</summary>
    [JsonIgnore]
    public bool NormInAttention { get; init; }
}

/// <summary>The diffusion network's shape.</summary>
public sealed record ScoreModelArgs
{
    public int DimFourier { get; init; } = 256;

    public int AtomEncoderDepth { get; init; } = 3;

    public int AtomEncoderHeads { get; init; } = 4;

    public int TokenTransformerDepth { get; init; } = 24;

    public int TokenTransformerHeads { get; init; } = 8;

    public int AtomDecoderDepth { get; init; } = 3;

    public int AtomDecoderHeads { get; init; } = 4;

    public int ConditioningTransitionLayers { get; init; } = 2;

    /// <summary>Whether the network itself makes of the trunk what it is conditioned with, as in Boltz-1, or is given it.</summary>
    [JsonIgnore]
    public bool MakesConditions { get; init; }
}

/// <summary>The diffusion's schedule (Karras et al. 2022, with AlphaFold 3's churn).</summary>
public sealed record DiffusionProcessArgs
{
    /// <summary>
    /// What the reference predicts with, whatever the checkpoint says (Boltz2DiffusionParams in its main.py, commit 832486d).
    /// </summary>
    public static DiffusionProcessArgs Prediction { get; } = new() { SigmaMin = 0.0001, AlignmentReverseDiff = true };

    /// <summary>The same for Boltz-1 (BoltzDiffusionParams there).</summary>
    public static DiffusionProcessArgs Boltz1Prediction { get; } = new()
    {
        SigmaMin = 0.0004,
        Rho = 8,
        Gamma0 = 0.605,
        GammaMin = 1.107,
        NoiseScale = 0.901,
        StepScale = 1.638,
        AlignmentReverseDiff = true,
    };

    public double SigmaMin { get; init; } = 0.0004;

    public double SigmaMax { get; init; } = 160;

    /// <summary>The spread of coordinates in the training data, Å.</summary>
    public double SigmaData { get; init; } = 16;

    public double Rho { get; init; } = 7;

    [JsonPropertyName("gamma_0")]
    public double Gamma0 { get; init; } = 0.8;

    public double GammaMin { get; init; } = 1;

    public double NoiseScale { get; init; } = 1.003;

    public double StepScale { get; init; } = 1.5;

    /// <summary>Whether each step first lays the noisy structure onto the denoised one.</summary>
    public bool AlignmentReverseDiff { get; init; }

    /// <summary>Whether the tokens of all steps are gathered for the confidence module.</summary>
    public bool AccumulateTokenRepr { get; init; }

    /// <summary>Training draws noise levels whose logarithms, in units of <see cref="SigmaData"/>, have this mean,</summary>
    [JsonPropertyName("P_mean")]
    public double LevelMean { get; init; } = -1.2;

    /// <summary>and this spread.</summary>
    [JsonPropertyName("P_std")]
    public double LevelSpread { get; init; } = 1.5;

    /// <summary>Whether training gives all samples of a complex one noise level.</summary>
    public bool SynchronizeSigmas { get; init; }

    /// <summary>Whether training turns and shifts structures.</summary>
    public bool CoordinateAugmentation { get; init; } = true;
}

/// <summary>The template module's shape.</summary>
public sealed record TemplateArgs
{
    public int TemplateDim { get; init; } = 64;

    public int TemplateBlocks { get; init; } = 2;

    public int PairwiseHeadWidth { get; init; } = 32;

    public int PairwiseNumHeads { get; init; } = 4;

    /// <summary>How often training leaves out a line of a pair update.</summary>
    public double Dropout { get; init; } = 0.25;
}

/// <summary>The confidence module's shape.</summary>
public sealed record ConfidenceModelArgs
{
    /// <summary>Null only where it imitates the trunk and so has the trunk's.</summary>
    public PairformerArgs? PairformerArgs { get; init; }

    public int NumDistBins { get; init; } = 64;

    /// <summary>Å</summary>
    public double MaxDist { get; init; } = 22;

    public bool AddSToZProd { get; init; }

    public bool AddSInputToS { get; init; }

    public bool AddZInputToZ { get; init; }

    /// <summary>Whether it reads what the diffusion thought of the tokens, as in Boltz-1.</summary>
    public bool UseSDiffusion { get; init; }

    public ConfidenceArgs ConfidenceArgs { get; init; } = new();
}

/// <summary>An affinity module's shape.</summary>
public sealed record AffinityModelArgs
{
    public required PairformerArgs PairformerArgs { get; init; }

    public required AffinityHeadArgs TransformerArgs { get; init; }

    public int NumDistBins { get; init; } = 64;

    /// <summary>Å</summary>
    public double MaxDist { get; init; } = 22;
}

/// <summary>The affinity heads' shape. Its name in checkpoints is that of a transformer which they no longer have.</summary>
public sealed record AffinityHeadArgs
{
    public required int TokenS { get; init; }
}

/// <summary>The confidence heads' bins.</summary>
public sealed record ConfidenceArgs
{
    public int NumPlddtBins { get; init; } = 50;

    public int NumPdeBins { get; init; } = 64;

    public int NumPaeBins { get; init; } = 64;

    /// <summary>Whether errors within a chain and between chains have heads of their own.</summary>
    public bool UseSeparateHeads { get; init; }

    /// <summary>Whether each atom is judged, or each token.</summary>
    [JsonIgnore]
    public bool ByAtom { get; init; }

    /// <summary>How much each token counts at interfaces.</summary>
    [JsonIgnore]
    public InterfaceWeights Weights { get; init; } = new(Ligand: 20, Interface: 10, Other: 1);
}

/// <summary>How much tokens count in the pLDDT of interfaces.</summary>
/// <param name="Ligand">those of ligands</param>
/// <param name="Interface">others close to another chain</param>
/// <param name="Other">all others</param>
/// <param name="Epsilon">what is added to the sum of weights</param>
public readonly record struct InterfaceWeights(double Ligand, double Interface, double Other, double Epsilon = 0);
