using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Results;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// The short steps between the states: to hand a fold to the back end, and to take its result in. Each may die anywhere and run
/// again, or twice at once: the row says whether there is anything left to do, and a lock in the database lets one at it.
/// The reconciler hands a step out again when its lease is over, so Hangfire does not retry.
/// </summary>
internal sealed class FoldSteps(
    IDbContextFactory<FoldContext> contexts, IClusterBackend backend, ResultIntake intake, StateFolder state, FoldSetbacks setbacks, FoldMetrics metrics, TimeProvider clock)
{
    /// <summary>For so long a step that was handed out is left alone.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Preparing to Running: writes the run folder and submits it.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task SubmitAsync(Guid foldId, CancellationToken stop)
        => AtMostOnceAtATimeAsync(foldId, FoldState.Preparing, SubmitAsync, stop);

    /// <summary>Collecting to Done: verifies the engine's files and takes them into the store.</summary>
    [AutomaticRetry(Attempts = 0, OnAttemptsExceeded = AttemptsExceededAction.Delete)]
    public Task IngestAsync(Guid foldId, CancellationToken stop)
        => AtMostOnceAtATimeAsync(foldId, FoldState.Collecting, IngestAsync, stop);

    private async Task SubmitAsync(FoldContext db, Fold fold, CancellationToken stop)
    {
        var folder = new RunFolder(state.RunOf(fold.Id));
        var work = new ClusterWork(fold.Id, folder, Ranks: 1);
        string? taken = await backend.FindAsync(work, stop);
        if (taken is null && fold.CancelAskedAt is not null)
        {
            fold.Cancelled(clock.GetUtcNow());
            return;
        }

        if (taken is null)
        {
            Directory.CreateDirectory(folder.Path);
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

    private async Task AtMostOnceAtATimeAsync(Guid foldId, FoldState at, Func<FoldContext, Fold, CancellationToken, Task> step, CancellationToken stop)
    {
        using var span = FoldMetrics.Activities.StartActivity(at == FoldState.Preparing ? "submit" : "ingest");
        span?.SetTag("fold.id", foldId);
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            await using var turn = await db.Database.BeginTransactionAsync(stop);
            if (await db.TryTakeTurnAsync(foldId, stop) && await db.Folds.FindAsync([foldId], stop) is { } fold && fold.State == at)
                await StepAsync(db, turn, fold, step, stop);
        }
        catch (Exception setback) when (setback is not OperationCanceledException)
        {
            span?.SetStatus(ActivityStatusCode.Error, setback.Message);
            await setbacks.NoteAsync(foldId, at, setback, stop);
            throw;
        }
    }

    private async Task StepAsync(FoldContext db, IDbContextTransaction turn, Fold fold, Func<FoldContext, Fold, CancellationToken, Task> step, CancellationToken stop)
    {
        try
        {
            await step(db, fold, stop);
        }
        catch (Exception refused) when (refused is ClusterRefusedException or BadResultException)
        {
            fold.Fail(refused.Message, clock.GetUtcNow());
        }
        await db.SaveFoldsAsync(stop);
        await turn.CommitAsync(stop);
        metrics.Moved(fold);
        if (fold.State == FoldState.Done)
            ResultIntake.Tidy(new RunFolder(state.RunOf(fold.Id)));
    }
}
