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
            whole.TokenZ, whole.ScoreModelArgs.TokenTransformerDepth, 2 * whole.TokenS, [], []);
        var wide = measured.Where(one => one.Shape.Dtype == "fp32").ToList();
        return fit with
        {
            Memory = [.. measured.GroupBy(one => one.Shape.Dtype).Select(kind => Memory(kind.Key, [.. kind]))],
            Times = [.. s_stages.Select(stage => Time(stage, fit, wide))],
        };
    }

    /// <summary>
    /// Peak memory beyond the weights, by pairs and letters of a rank. Short folds do not tell tokens from pairs; all is put down to pairs,
    /// which makes large folds rather larger than they are.
    /// </summary>
    public static MemoryFit Memory(string dtype, IReadOnlyList<Measured> measured)
    {
        var found = LeastSquares.Of(
            [.. measured.Select(one => (double[])[1, Square(one.Shape.Tokens) / one.Ranks, one.Shape.Rows * (double)one.Shape.Tokens / one.Ranks])],
            [.. measured.Select(one => one.Took.Before + one.Took.Peak - one.Took.Weights)]);
        return new(dtype, found.Factors[0], PerToken: 0, found.Factors[1], found.Factors[2], found.LargestError, Range(measured));
    }

    // Of a step, by what is cut between the ranks, what each of them does, and what they hear.
    private static TimeFit Time(string name, NetworkFit fit, IReadOnlyList<Measured> measured)
    {
        var found = LeastSquares.Of(
            [.. measured.Select(one => (double[])[Math.Pow(one.Shape.Tokens, 3) / one.Ranks, Square(one.Shape.Tokens) / one.Ranks, one.Shape.Tokens, Bytes(name, fit, one)])],
            [.. measured.Select(one => one.Took.Stages.First(stage => stage.Stage == name)).Select(stage => stage.Seconds / stage.Steps)]);
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

    private static double Square(double x) => x * x;
}
