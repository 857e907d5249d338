using System.Globalization;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Run;

/// <summary>A part of a fold and the memory that the process has in it at most, bytes.</summary>
internal sealed record MemoryStage(string Name, double Bytes);

/// <summary>
/// How much memory a fold takes on one rank, by a formula: what is alive at once in each stage, counted in pairs, windows of
/// atoms and letters of the alignment, and measured constants for slices and for what the C library keeps of what was given
/// back (docs/benchmarks.md compares it with what folds really took).
/// </summary>
/// <param name="network">its widths</param>
/// <param name="weights">bytes of them</param>
/// <param name="ofBias">bytes of one of the biases that the diffusion keeps</param>
internal sealed class MemoryPlan(NetworkConfig network, double weights, int ofBias = sizeof(float))
{
    // The runtime and libtorch, before the first tensor.
    private const double Process = 160e6;

    // Slices that are worked on, and code that is met for the first time; measured on networks of both widths.
    private const double Slices = 105e6;

    // What the C library keeps between two blocks; differs by as much from run to run.
    private const double Kept = 60e6;

    // Whole pair tensors that are alive at once. Trunk: as this round began, those that an alignment block works on, and of an outer product mean
    // the sum and what is added to it. Conditioning: the trunk's, the diffusion's own, and relative positions or an update; later without these.
    // Confidence: without a structure and with it, and of a triangle multiplication the third edge and the update.
    private const int TrunkPairs = 4;
    private const int ConditioningPairs = 3;
    private const int ConditionedPairs = 2;
    private const int ConfidencePairs = 4;

    // Of a letter of the alignment: its embedding; and beside it what an outer product mean multiplies, two tensors of 32 numbers and a copy of one of them,
    // and a few that tell whether it exists. And what of these is under way: the more, the more other ranks have of a row and of a column.
    private const double LetterTensors = 1;
    private const double LetterNumbers = 113;
    private const double LetterNumbersUnderWay = 54;

    // Of a pair of atoms in a window: tensors as wide as their embedding while biases are made, half of them kept by the C library.
    private const double WindowTensors = 6;

    // Of the atoms that a window's atoms attend to, in each sample: tensors as wide as an atom, half of them kept by the C library.
    private const double KeyTensors = 17;

    // How far folds have stayed below the formula; what is refused must be beyond doubt.
    private const double Doubt = 0.15;

    private const double Gigabyte = 1e9;

    /// <summary>Of a network that is here.</summary>
    public MemoryPlan(FoldingNetwork network)
        : this(network.Shape, network.parameters().Sum(tensor => tensor.numel() * tensor.element_size()), network is Boltz2 && network.Precision is Precision.Bf16 ? sizeof(short) : sizeof(float))
    {
    }

    /// <summary>The stages of a fold, each with all that is there in it.</summary>
    public IReadOnlyList<MemoryStage> Stages(FoldSize size) => Stages(size, BiasBudget.Bytes);

    // The budget is that of those who share the pairs, be it one rank, or all that are looked at as one.
    private MemoryStage[] Stages(FoldSize size, double budget)
    {
        double biases = BiasBudget.Alive(network.ScoreModelArgs.TokenTransformerDepth, LayerBiases(size), budget);
        // Beyond the budget the conditioning's pairs stay, to read biases off.
        int sampledPairs = BiasBudget.HoldsAll(network.ScoreModelArgs.TokenTransformerDepth, LayerBiases(size), budget) ? 1 : 2;
        return
        [
            new("weights", Process + weights),
            new("trunk", Pairs(size, TrunkPairs) + Letters(size) + Fixed),
            new("conditioning", Math.Max(Pairs(size, ConditioningPairs), Pairs(size, ConditionedPairs) + biases) + Windows(size, WindowTensors) + Fixed),
            new("sampling", Pairs(size, sampledPairs) + biases + Windows(size, 0) + Activations(size) + Fixed),
            new("confidence", Confidence(size) + Fixed),
        ];
    }

    /// <summary>The memory that a fold takes at most, bytes.</summary>
    public double Peak(FoldSize size) => Stages(size).Max(stage => stage.Bytes);

    /// <summary>What it takes in any case, bytes.</summary>
    public double AtLeast(FoldSize size) => (Peak(size) - Kept) * (1 - Doubt);

    /// <summary>What all ranks together have of the complex in any case, at the stage that takes most, bytes.</summary>
    public double Shared(FoldSize size) =>
        (Stages(size with { Ranks = 1 }, size.Ranks * (double)BiasBudget.Bytes).Max(stage => stage.Bytes) - Fixed) * (1 - Doubt);

    /// <summary>The largest complex of this kind that fits into so many bytes, in tokens; 0 if none does.</summary>
    public long MostTokens(FoldSize like, double available) => RankPlan.Largest(tokens => Peak(like.With(tokens)) <= available);

    /// <summary>
    /// Refuses what cannot fit before it starts: on Linux memory is promised freely, and who takes the promise at its word is
    /// killed without a chance to say why.
    /// </summary>
    /// <param name="size">of the fold</param>
    /// <param name="available">bytes, of each rank</param>
    /// <param name="machine">bytes of the machine that several ranks share; null: each has its own</param>
    /// <param name="where">whose memory it is</param>
    /// <exception cref="FoldException">it cannot fit</exception>
    public void Check(FoldSize size, double available, double? machine = null, string where = "this machine")
    {
        if (AtLeast(size) <= available)
            return;
        var (what, advice) = AtLeast(size with { Rows = 1 }) <= available
            ? ($" with {size.Rows} rows of an alignment", "Read fewer rows, or use a machine with more memory.")
            : ("", "Fold fewer chains, or use a machine with more memory.");
        throw new FoldException(FailureKind.OutOfMemory, string.Create(CultureInfo.InvariantCulture,
            $"A complex of {size.Tokens} residues{what} needs about {Peak(size) / Gigabyte:F1} GB of memory{(size.Ranks > 1 ? $" on each of {size.Ranks} ranks" : "")}, and {where} has {available / Gigabyte:F1} GB{(size.Ranks > 1 && machine is not null ? " for each of those that it runs" : "")}. {advice}{InTurns(size, machine ?? available)}"));
    }

    private string InTurns(FoldSize size, double machine) => TurnsNeed.Fewest(this, size, machine) is { } need ? $" Else {need.Sentence}" : "";

    // The confidence module of Boltz-1 may have a trunk of its own, to which the structure's pairs are what a round begins with.
    private double Confidence(FoldSize size) =>
        network is Boltz1Config { ConfidenceImitateTrunk: true } ? Pairs(size, TrunkPairs) + Letters(size) : Pairs(size, ConfidencePairs);

    private double Fixed => Process + weights + Slices + Kept;

    private double Pairs(FoldSize size, int tensors) => PerPair(size, tensors * network.TokenZ);

    private double LayerBiases(FoldSize size) => PerPair(size, network.ScoreModelArgs.TokenTransformerHeads) / sizeof(float) * ofBias;

    // Ranks share windows.
    private double OwnAtoms(FoldSize size)
    {
        int window = network.AtomsPerWindowQueries;
        return Math.Ceiling((double)size.Atoms / window / size.Ranks) * window;
    }

    // One query's keys: each atom has so many pairs in its window.
    private double Windows(FoldSize size, double tensors)
    {
        var score = network.ScoreModelArgs;
        int biases = (score.AtomEncoderDepth * score.AtomEncoderHeads) + (score.AtomDecoderDepth * score.AtomDecoderHeads);
        return OwnAtoms(size) * network.AtomsPerWindowKeys * sizeof(float) * ((tensors * network.AtomZ) + biases);
    }

    private double Activations(FoldSize size) => size.SamplesAtOnce * OwnAtoms(size) * network.AtomsPerWindowKeys / network.AtomsPerWindowQueries
        * network.AtomS * sizeof(float) * KeyTensors;

    private double Letters(FoldSize size) =>
        ((double)size.Tokens * size.Rows / size.Ranks * sizeof(float) * ((LetterTensors * network.MsaArgs.MsaS) + LetterNumbers + UnderWay(MeshShape.Of(size.Ranks))))
        + PlannedMemory.AsRead(size.Tokens, size.Rows);

    private static double UnderWay(MeshShape mesh) => LetterNumbersUnderWay * (2 - (1.0 / mesh.Rows) - (1.0 / mesh.Cols));

    private static double PerPair(FoldSize size, double numbers) => (double)size.Tokens * size.Tokens / size.Ranks * sizeof(float) * numbers;
}
