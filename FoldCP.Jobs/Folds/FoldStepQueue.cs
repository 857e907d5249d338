using Hangfire;

namespace FoldCP.Jobs.Folds;

/// <summary>Hands the short steps to Hangfire. What gets lost there is handed out again when the row's lease is over.</summary>
internal sealed class FoldStepQueue(IBackgroundJobClient jobs)
{
    public void HandOut(Fold fold)
    {
        var id = fold.Id;
        if (fold.State == FoldState.Preparing)
            jobs.Enqueue<FoldSteps>(x => x.SubmitAsync(id, CancellationToken.None));
        else
            jobs.Enqueue<FoldSteps>(x => x.IngestAsync(id, CancellationToken.None));
    }
}
