using FoldCP.Contract.Planning;
using FoldCP.Engine.Parallel;
using FoldCP.Jobs.Clusters;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>Chooses on how many ranks of this computer a complex is folded.</summary>
/// <param name="engine">how many it lends</param>
/// <param name="calibration">what folds take here</param>
/// <param name="machine">this computer</param>
public sealed class RankPlanner(IOptions<EngineOptions> engine, Calibration calibration, PlanningMachine machine)
{
    // Ranks take some seconds to find one another.
    private const double WorthSharingSeconds = 60;

    private readonly RankPlan _plan = new(calibration);

    /// <summary>So many there may be.</summary>
    public int Most => engine.Value.MostRanks;

    /// <param name="tokens">of the complex</param>
    /// <param name="settings">how it is folded</param>
    /// <param name="asked">somebody's own number; null: the best</param>
    public RankChoice For(int tokens, FoldSettings settings, int? asked)
    {
        var demand = new FoldDemand(
            Math.Max(1, tokens), Samples: settings.Samples, RecyclingSteps: settings.RecyclingSteps, SamplingSteps: settings.SamplingSteps, Weights: settings.Weights);
        var (plan, why) = Planned(demand, asked);
        return new(plan.Ranks, plan.PeakBytes, why);
    }

    private (PlannedFold Plan, string Why) Planned(FoldDemand demand, int? asked)
    {
        // A row or a column of ranks needs a token each.
        int most = (int)Math.Min(demand.Tokens, Most);
        if (asked is { } ranks)
            return (On(demand, Math.Clamp(ranks, 1, most)), "as asked");
        var alone = On(demand, 1);
        if (most == 1)
            return (alone, "this computer lends one");
        if (alone.Seconds < WorthSharingSeconds)
            return (alone, "one is done within a minute");
        return _plan.Quickest(demand, machine, most) is { } quickest
            ? (quickest, most > machine.Processors ? $"the quickest of up to {most} on {machine.Processors} processors" : $"the quickest of up to {most}")
            : (alone, "it fits on no number of them");
    }

    private PlannedFold On(FoldDemand demand, int ranks) => _plan.Of(demand, MeshShape.Of(ranks));
}
