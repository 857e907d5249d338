using FoldCP.Contract.Planning;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Run.Measures;

/// <summary>A fold that was measured, and what it took.</summary>
internal sealed record Measured(FoldShape Shape, int Ranks, FoldMeasured Took);

/// <summary>Fits what <see cref="RankPlan"/> reckons with to folds of one network that were measured.</summary>
internal static class Fitting
{
    private const double Wide = 4;

    private static readonly string[] s_stages = ["trunk", "conditioning", "sampling", "confidence"];

    /// <param name="whole">the network that is planned for: the measured one has fewer blocks</param>
    /// <param name="weightBytes">of it</param>
    /// <param name="measured">several numbers of tokens, one of ranks or more</param>
    public static NetworkFit Of(Boltz2Config whole, double weightBytes, IReadOnlyList<Measured> measured)
    {
        var fit = new NetworkFit(
            measured[0].Shape.Network, weightBytes, whole.MsaArgs.MsaBlocks + whole.PairformerArgs.NumBlocks, whole.ConfidenceModelArgs.PairformerArgs!.NumBlocks,
            whole.TokenZ, whole.ScoreModelArgs.TokenTransformerDepth, 2 * whole.TokenS, [], [], whole.ScoreModelArgs.TokenTransformerHeads);
        // A deep alignment takes its time in the few blocks that read it, one of the two that are measured: it would count for all of them.
        var wide = measured.Where(one => one.Shape.Dtype == "fp32" && one.Shape.Rows == measured.Min(each => each.Shape.Rows)).ToList();
        return fit with
        {
            Memory = [.. measured.GroupBy(one => one.Shape.Dtype).SelectMany(kind => s_stages.Select(stage => Memory(stage, fit, [.. kind])))],
            Times = [.. s_stages.Select(stage => Time(stage, fit, wide))],
        };
    }

    // Peak memory beyond weights, and beyond biases and the alignment as it is read, of which it is known what is there, by pairs and letters of a rank. Short folds do not tell tokens from
    // pairs; all is put down to pairs, which makes large folds rather larger than they are.
    private static MemoryFit Memory(string name, NetworkFit fit, IReadOnlyList<Measured> measured)
    {
        double Peak(Measured one) => one.Took.Before + Stage(name, one).Peak - one.Took.Weights;
        double Known(Measured one) =>
            PlannedMemory.Biases(name, fit, new(one.Shape.Tokens, Weights: one.Shape.Network, Dtype: one.Shape.Dtype), one.Ranks) + PlannedMemory.AsRead(one.Shape.Tokens, one.Shape.Rows);
        var factors = LeastSquares.Of(
            [.. measured.Select(one => (double[])[1, Pairs(one), one.Shape.Rows * (double)one.Shape.Tokens / one.Ranks])],
            [.. measured.Select(one => Peak(one) - Known(one))]).Factors;
        var found = new MemoryFit(measured[0].Shape.Dtype, factors[0], PerToken: 0, factors[1], factors[2], LargestError: 0, Range(measured), name);
        return found with { LargestError = measured.Max(one => Math.Abs(((found.Bytes(one.Shape.Tokens, one.Shape.Rows, one.Ranks) + Known(one)) / Peak(one)) - 1)) };
    }

    // Of a step, by what is cut between the ranks, what each of them does, and what they hear.
    private static TimeFit Time(string name, NetworkFit fit, IReadOnlyList<Measured> measured)
    {
        var found = LeastSquares.Of(
            [.. measured.Select(one => (double[])[Math.Pow(one.Shape.Tokens, 3) / one.Ranks, Pairs(one), one.Shape.Tokens, Bytes(name, fit, one)])],
            [.. measured.Select(one => Stage(name, one)).Select(stage => stage.Seconds / stage.Steps)]);
        return new(name, found.Factors[0], found.Factors[1], found.Factors[2], found.Factors[3], found.LargestError, Range(measured));
    }

    private static double Bytes(string stage, NetworkFit fit, Measured one)
    {
        var mesh = MeshShape.Of(one.Ranks);
        return Wide * stage switch
        {
            "trunk" or "confidence" => PlannedTraffic.Block(mesh, one.Shape.Tokens, fit.PairChannels),
            "sampling" => fit.TokenLayers * PlannedTraffic.TokenLayer(mesh, one.Shape.Tokens, fit.TokenChannels),
            _ => 0,
        };
    }

    private static FittedRange Range(IReadOnlyList<Measured> measured) => new(
        measured.Min(one => one.Shape.Tokens), measured.Max(one => one.Shape.Tokens), measured.Max(one => one.Shape.Rows), measured.Max(one => one.Ranks));

    private static StageMeasured Stage(string name, Measured one) => one.Took.Stages.First(stage => stage.Stage == name);

    // Of a rank.
    private static double Pairs(Measured one) => (double)one.Shape.Tokens * one.Shape.Tokens / one.Ranks;
}
