using FoldCP.Contract;
using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

/// <summary>Folds for tests, brought into any state by the methods that the product uses.</summary>
internal static class SomeFold
{
    public static readonly DateTimeOffset Now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly FoldDone Result = ResultWith();

    public static Fold In(FoldState state, bool cancelAsked = false, int ranks = 1)
    {
        var fold = new Fold(new FoldSubject(Guid.CreateVersion7(), Guid.CreateVersion7(), 100), 1, FoldSettings.Default, Guid.CreateVersion7(), Now, ranks);
        if (cancelAsked || state == FoldState.Cancelled)
            fold.AskToCancel(Now);
        if (state == FoldState.Cancelled)
            fold.Cancelled(Now);
        if (state is FoldState.Queued or FoldState.Cancelled)
            return fold;

        fold.Prepare(Now, TimeSpan.FromSeconds(30));
        if (state == FoldState.Preparing)
            return fold;

        fold.Submitted("fake", "1", Now);
        if (state is FoldState.Collecting or FoldState.Done)
            fold.Collect(Now, TimeSpan.FromSeconds(30));
        if (state == FoldState.Done)
            fold.Finish(Result, Now);
        if (state == FoldState.Failed)
            fold.Fail("it broke", Now);
        return fold;
    }

    public static FoldDone ResultWith(params ResultFile[] files) => new()
    {
        FinishedAt = Now,
        Seconds = 4.2,
        Trained = false,
        Weights = FoldOptions.DemoWeights,
        WeightsSha256 = new string('0', 64),
        Tokens = 100,
        Atoms = 800,
        Samples = [Sample(0, rank: 0)],
        Files = files,
    };

    public static SampleResult Sample(int sample, int rank) => new()
    {
        Sample = sample,
        Rank = rank,
        ConfidenceScore = 0.8,
        Ptm = 0.7,
        Iptm = 0.6,
        ComplexPlddt = 0.85,
        ComplexIplddt = 0.82,
        ComplexPde = 0.5,
        ComplexIpde = 0.9,
    };
}
