using FoldCP.Contract;
using FoldCP.Engine.Parallel;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Results;
using Hangfire;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// The short steps between the states: to hand a fold to the back end, and to take its result in. Each may die anywhere and run
/// again, or twice at once: the row says whether there is anything left to do. The reconciler hands a step out again when its lease
/// is over and nobody is at it, so Hangfire does not retry.
/// </summary>
internal sealed class FoldSteps(SoleStep sole, IClusterBackend backend, ResultIntake intake, StateFolder state, TimeProvider clock)
{
    /// <summary>For so long a step that was handed out is left alone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Preparing to Running: writes the run folder and submits it.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task SubmitAsync(Guid foldId, CancellationToken stop)
        => sole.RunAsync(foldId, FoldState.Preparing, SubmitAsync, stop);

    /// <summary>Collecting to Done: verifies the engine's files and takes them into the store.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public async Task IngestAsync(Guid foldId, CancellationToken stop)
    {
        if (await sole.RunAsync(foldId, FoldState.Collecting, IngestAsync, stop) == FoldState.Done)
            ResultIntake.Tidy(new RunFolder(state.RunOf(foldId)));
    }

    private async Task SubmitAsync(FoldContext db, Fold fold, CancellationToken stop)
    {
        var folder = new RunFolder(state.RunOf(fold.Id));
        var work = new ClusterWork(fold.Id, folder, fold.Ranks, fold.Ranks > 1 ? $"{MeshShape.Of(fold.Ranks)}" : null);
        string? taken = await backend.FindAsync(work, stop);
        if (taken is null && fold.CancelAskedAt is not null)
        {
            fold.Cancelled(clock.GetUtcNow());
            return;
        }

        if (taken is null)
        {
            Directory.CreateDirectory(folder.Path);
            await db.TakeOverCheckpointsAsync(state, fold, stop);
            RunFolder.Write(folder.Request, await db.RequestForAsync(fold, stop), ContractJson.Default.FoldRequest);
            taken = await backend.SubmitAsync(work, stop);
        }
        fold.Submitted(backend.Name, taken, clock.GetUtcNow());
    }

    private async Task IngestAsync(FoldContext db, Fold fold, CancellationToken stop)
    {
        var result = await intake.TakeAsync(db, fold.Id, new RunFolder(state.RunOf(fold.Id)), stop);
        fold.Finish(result, clock.GetUtcNow());
    }
}
