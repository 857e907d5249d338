using FoldCP.Engine.Parallel;

namespace FoldCP.Contract.Planning;

/// <summary>Tells what folds will take on any number of ranks, and how many to use, by what was measured of others.</summary>
public sealed class RankPlan(Calibration calibration)
{
    private const double WideBytes = 4;

    // Numbers of tokens are whole ones of 32 bits wherever a complex is read.
    private const long Limit = int.MaxValue;

    /// <summary>What a fold is expected to take on a mesh.</summary>
    public PlannedFold Of(FoldDemand demand, MeshShape mesh)
    {
        var fit = calibration.Of(demand.Network);
        PlannedStage[] stages =
        [
            Stage("trunk", fit.TrunkBlocks * (demand.RecyclingSteps + 1.0), Block(fit)),
            Stage("conditioning", 1, 0),
            Stage("sampling", (double)demand.SamplingSteps * demand.Samples, fit.TokenLayers * PlannedTraffic.TokenLayer(mesh, demand.Tokens, fit.TokenChannels)),
            Stage("confidence", (double)fit.ConfidenceBlocks * demand.Samples, Block(fit)),
        ];
        return new(mesh.Ranks, $"{mesh}", PlannedMemory.Peak(fit, demand, mesh.Ranks), stages.Sum(stage => stage.BytesReceived), stages.Sum(stage => stage.Seconds), stages);

        double Block(NetworkFit of) => PlannedTraffic.Block(mesh, demand.Tokens, of.PairChannels);

        PlannedStage Stage(string name, double steps, double numbers)
        {
            double bytes = numbers * WideBytes;
            double seconds = fit.Times.First(time => time.Stage == name).Seconds(demand.Tokens, mesh.Ranks, bytes);
            return new(name, steps * seconds, steps * bytes);
        }
    }

    /// <summary>The fewest ranks on which a fold fits, each having so much memory to itself.</summary>
    /// <param name="demand">the fold</param>
    /// <param name="bytesEach">of memory</param>
    /// <param name="most">ranks there may be</param>
    /// <returns>null: not even on the most</returns>
    public PlannedFold? Fewest(FoldDemand demand, double bytesEach, int most) =>
        Allowed(demand, most).Select(ranks => Of(demand, MeshShape.Of(ranks))).FirstOrDefault(plan => plan.PeakBytes <= bytesEach);

    /// <summary>The ranks on which a fold ends first where all share a machine's processors and memory.</summary>
    /// <param name="demand">the fold</param>
    /// <param name="machine">the machine; ranks beyond its processors take turns</param>
    /// <param name="most">ranks there may be</param>
    /// <returns>null: it does not fit, on however few</returns>
    public PlannedFold? Quickest(FoldDemand demand, PlanningMachine machine, int most) => Allowed(demand, most)
        .Select(ranks => Of(demand, MeshShape.Of(ranks)))
        .Where(plan => plan.PeakBytes * plan.Ranks <= machine.Memory)
        .MinBy(plan => plan.Seconds * machine.Turns(plan.Ranks));

    /// <summary>
    /// Whether a fold may take less memory than is told of it, as the calibration is older: it does not know that beyond <see cref="BiasBudget"/> no more biases
    /// are kept.
    /// </summary>
    public bool IsRatherLess(FoldDemand demand, int ranks) => PlannedMemory.IsRatherLess(calibration.Of(demand.Network), demand, ranks);

    /// <summary>The most tokens of a fold like this one that fit; 0 if none does.</summary>
    public long MostTokens(FoldDemand like, int ranks, double bytesEach)
    {
        var fit = calibration.Of(like.Network);
        return Largest(tokens => PlannedMemory.Peak(fit, like with { Tokens = tokens }, ranks) <= bytesEach);
    }

    /// <summary>The largest number of tokens of which it is so, where it is so of all smaller ones; 0 if of none.</summary>
    internal static long Largest(Func<long, bool> isSo)
    {
        var (yes, no) = (0L, 1L);
        while (no <= Limit && isSo(no))
            (yes, no) = (no, Math.Min(2 * no, Limit + 1));
        while (no - yes > 1)
        {
            long middle = (yes + no) / 2;
            (yes, no) = isSo(middle) ? (middle, no) : (yes, middle);
        }
        return yes;
    }

    // A row or a column of ranks needs a token each.
    private static IEnumerable<int> Allowed(FoldDemand demand, int most) =>
        Enumerable.Range(1, most).Where(ranks => MeshShape.Of(ranks) is var mesh && Math.Max(mesh.Rows, mesh.Cols) <= demand.Tokens);
}
