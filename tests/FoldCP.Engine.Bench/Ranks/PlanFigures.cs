using FoldCP.Contract.Planning;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>What plans tell of folds that were measured, beside what these took, and how far off they are.</summary>
/// <param name="calibration">what plans are made of</param>
/// <param name="machine">that was measured</param>
internal sealed class PlanFigures(Calibration calibration, PlanningMachine machine)
{
    /// <summary>An older calibration does not say what it was fitted to.</summary>
    public const string Unknown = "unknown";

    private const string Within = "within";
    private const string HeldOut = "held out";
    private const string NotFitted = "not fitted";
    private const string Whole = "all";

    /// <summary>Why plans cannot tell anything of a fold; null: they can.</summary>
    public string? WhyNone(Measured one)
    {
        if (calibration.Networks.FirstOrDefault(fit => fit.Network == one.Shape.Network) is not { } fit)
            return $"the calibration has no network '{one.Shape.Network}'.";
        int layers = one.Shape.Config().ScoreModelArgs.TokenTransformerDepth;
        if (layers != fit.TokenLayers)
            return $"the token transformer has {layers} layers, and {fit.TokenLayers} in what the calibration was fitted to.";
        return PlannedMemory.Knows(fit, one.Shape.Dtype) ? null : $"the calibration has no memory in {one.Shape.Dtype}.";
    }

    /// <summary>
    /// Of one fold. Memory is what it is fitted to, that of a rank beyond its weights; the blocks and steps are those of the network that was measured.
    /// </summary>
    public IEnumerable<Figure> Of(Measured one)
    {
        var (took, shape) = (one.Took, one.Shape);
        var demand = new FoldDemand(shape.Tokens, shape.Rows, shape.Samples, RecyclingSteps: 0, shape.Steps, shape.Network, shape.Dtype);
        var fit = AsMeasured(one);
        var fold = new RankPlan(calibration with { Networks = [fit] }).Of(demand, MeshShape.Of(one.Ranks));

        var memory = PlannedMemory.Fits(fit, demand.Dtype)[0];
        foreach (var (stage, bytes) in PlannedMemory.Stages(fit, demand, one.Ranks))
        {
            if (stage is not null)
                yield return Memory(stage, bytes, Stage(one, stage).Peak);
        }
        yield return Memory(Whole, fold.PeakBytes, took.Peak);
        if (took.Received > 0)
            yield return Told("planned bytes received", Whole, fold.BytesReceived / took.Received, fold.BytesReceived) with { BytesReceivedPerRank = took.Received, Fit = NotFitted };
        foreach (var stage in fold.Stages)
            yield return Time(stage.Stage, stage.Seconds, Stage(one, stage.Stage).Seconds);
        yield return Time(Whole, fold.Seconds, took.Seconds);

        Figure Memory(string stage, double planned, double peak)
        {
            double measured = took.Before + peak - took.Weights;
            return Told("planned peak memory", stage, planned / measured, planned) with { PeakBytes = measured, Fit = Place(memory.Dtype, memory.Fitted) };
        }

        Figure Time(string stage, double alone, double seconds)
        {
            double planned = alone * machine.Turns(one.Ranks);
            // Steps of all stages are measured of the same folds, in fp32.
            return Told("planned seconds", stage, planned / seconds, planned) with { Seconds = seconds, Fit = Place("fp32", fit.Times[0].Fitted) };
        }

        string Place(string dtype, FittedRange? range) => range is null ? Unknown : dtype == shape.Dtype && range.Holds(demand, one.Ranks) ? Within : HeldOut;

        Figure Told(string name, string stage, double ratio, double planned) => new(name)
        {
            N = shape.Tokens,
            Ranks = one.Ranks,
            Mesh = fold.Mesh,
            Dtype = shape.Dtype,
            Rows = shape.Rows,
            Stage = stage,
            Formula = planned,
            Ratio = ratio,
            RatioOf = "planned over measured",
        };
    }

    /// <summary>How far off they are, for each quantity and stage, of those within what was fitted and of those held out.</summary>
    public static IEnumerable<Figure> Errors(IEnumerable<Figure> told) => told.GroupBy(one => (one.Name, one.Stage, one.Fit)).Select(alike => new Figure($"error of {alike.Key.Name}")
    {
        Stage = alike.Key.Stage,
        Fit = alike.Key.Fit,
        Folds = alike.Count(),
        MeanError = alike.Average(Error),
        LargestError = alike.Max(Error),
    });

    private static double Error(Figure told) => Math.Abs(told.Ratio!.Value - 1);

    // Weights are left out on both sides.
    private NetworkFit AsMeasured(Measured one) => calibration.Of(one.Shape.Network) with
    {
        WeightBytes = 0,
        TrunkBlocks = Stage(one, "trunk").Steps,
        ConfidenceBlocks = Stage(one, "confidence").Steps / one.Shape.Samples,
    };

    private static StageMeasured Stage(Measured one, string name) => one.Took.Stages.First(stage => stage.Stage == name);
}
