using System.Text.Json;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model;

/// <summary>The shape of a Boltz-1 network.</summary>
public sealed record Boltz1Config : NetworkConfig
{
    /// <summary>Whether the confidence module has a trunk of its own, shaped like the network's.</summary>
    public bool ConfidenceImitateTrunk { get; init; }

    /// <summary>How much training cared for the predicted aligned error. Read only to refuse a network that does not predict it.</summary>
    public double AlphaPae { get; init; }

    internal Widths Widths => WidthsOf(AtomS, AtomZ, TokenS, TokenZ, AtomFeatureDim, new(AtomsPerWindowQueries, AtomsPerWindowKeys));

    /// <summary>Reads a checkpoint's hyperparameters.</summary>
    /// <exception cref="NotSupportedException">the network has a part that this engine lacks, or lacks one that it needs</exception>
    /// <exception cref="JsonException">a width is missing or is not a number</exception>
    public static Boltz1Config FromJson(JsonElement hyperparameters)
    {
        var read = Boltz2Config.Part<Boltz1Config>(hyperparameters);
        if (read.AlphaPae <= 0)
            throw new NotSupportedException("These weights predict no aligned errors (alpha_pae is 0), and this engine needs them for its scores.");
        if (!read.ConfidenceImitateTrunk && read.ConfidenceModelArgs.PairformerArgs is null)
            throw new JsonException("confidence_model_args has no pairformer_args.");
        return read with
        {
            MsaArgs = Msa(hyperparameters.GetProperty("msa_args")),
            PairformerArgs = read.PairformerArgs with { NormInAttention = true },
            ScoreModelArgs = read.ScoreModelArgs with { MakesConditions = true },
            ConfidenceModelArgs = Confidence(read.ConfidenceModelArgs),
            DiffusionProcessArgs = read.DiffusionProcessArgs with { AccumulateTokenRepr = read.ConfidenceModelArgs.UseSDiffusion },
        };
    }

    /// <summary>
    /// The network as the reference predicts with it: it replaces the checkpoint's diffusion settings by its own, leaves the
    /// paired feature out and reads the whole alignment (main.py, commit 832486d).
    /// </summary>
    public Boltz1Config ForPrediction() => this with
    {
        DiffusionProcessArgs = DiffusionProcessArgs.Boltz1Prediction with { AccumulateTokenRepr = ConfidenceModelArgs.UseSDiffusion },
        MsaArgs = MsaArgs with { UsePairedFeature = false, SubsampleMsa = false },
    };

    /// <summary>The alignment module's shape; here the paired feature is one that must be asked for.</summary>
    internal static MsaArgs Msa(JsonElement args) => Boltz2Config.Part<MsaArgs>(args) with
    {
        UsePairedFeature = args.TryGetProperty("use_paired_feature", out var paired) && paired.GetBoolean(),
        InlinePairStack = true,
    };

    /// <summary>The confidence module's shape, with what is Boltz-1's own.</summary>
    internal static ConfidenceModelArgs Confidence(ConfidenceModelArgs args) => args with
    {
        PairformerArgs = args.PairformerArgs is null ? null : args.PairformerArgs with { NormInAttention = true },
        ConfidenceArgs = args.ConfidenceArgs with { Weights = new(Ligand: 2, Interface: 1, Other: 0, Epsilon: 1e-5) },
    };

    /// <summary>Relative positions: chains that close to a ring are always known to do so.</summary>
    internal static RelativePositionEncoder Positions(int tokenZ, Mesh mesh) => new(tokenZ, fixSymCheck: false, cyclicPosEnc: true, mesh);

    internal static Widths WidthsOf(int atomS, int atomZ, int tokenS, int tokenZ, int atomFeatureDim, AtomWindows windows) => new()
    {
        AtomS = atomS,
        AtomZ = atomZ,
        TokenS = tokenS,
        TokenZ = tokenZ,
        Inputs = Boltz1InputEmbedder.WidthFrom(tokenS),
        Windows = windows,
        Atoms = new(atomFeatureDim) { Existence = true, Bias = false },
    };
}
