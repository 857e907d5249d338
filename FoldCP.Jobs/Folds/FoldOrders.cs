using FoldCP.Jobs.Complexes;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>Takes orders to fold and to stop folding. What it writes are rows; the reconciler acts on them.</summary>
public sealed class FoldOrders(IDbContextFactory<FoldContext> contexts, RankPlanner planner, TimeProvider clock)
{
    private const int ExamplesShown = 5;

    /// <summary>Queues a fold for each complex that can be folded, all or none of them, and accounts for the others.</summary>
    /// <param name="campaignId">whose complexes</param>
    /// <param name="which">a filter over the campaign's complexes: the one of the list on the screen, or a set of ids</param>
    /// <param name="settings">how to fold</param>
    /// <param name="ranks">how many share each fold; null: as many as are best for each</param>
    /// <param name="personId">who asks</param>
    /// <param name="stop">ends the wait; nothing is queued then</param>
    public async Task<FoldAccount> AddAsync(
        Guid campaignId,
        Func<IQueryable<FoldedComplex>, IQueryable<FoldedComplex>> which,
        FoldSettings settings,
        int? ranks,
        Guid personId,
        CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var all = await db.Database.BeginTransactionAsync(stop);
        await db.TakeTurnAsync(campaignId, stop);
        var asked = await AskedAsync(which(db.ComplexesWithFolds(campaignId)), stop);
        var wanted = asked.Where(x => x.ObstacleTo(settings) is null).ToList();
        await SupersedeAsync(db, [.. wanted.Where(x => x.Attempt > 0).Select(x => x.ComplexId)], stop);
        var now = clock.GetUtcNow();
        db.AddRange(wanted.Select(x => new Fold(new FoldSubject(x.ComplexId, campaignId, x.Tokens), x.Attempt + 1, settings, personId, now, planner.For(x.Tokens, settings, ranks).Ranks)));
        await db.SaveFoldsAsync(stop);
        await all.CommitAsync(stop);
        return Account(asked, settings, ranks);
    }

    /// <summary>What <see cref="AddAsync"/> would answer at this moment; changes nothing.</summary>
    public async Task<FoldAccount> PreviewAsync(
        Guid campaignId, Func<IQueryable<FoldedComplex>, IQueryable<FoldedComplex>> which, FoldSettings settings, int? ranks, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return Account(await AskedAsync(which(db.ComplexesWithFolds(campaignId)), stop), settings, ranks);
    }

    /// <summary>Asks to cancel those folds whose engine is not done. They stop within seconds.</summary>
    /// <returns>how many were asked for now</returns>
    public async Task<int> CancelAsync(Guid campaignId, Func<IQueryable<Fold>, IQueryable<Fold>> which, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await using var all = await db.Database.BeginTransactionAsync(stop);
        await db.TakeTurnAsync(campaignId, stop);
        var open = await which(db.Folds.Where(x => x.CampaignId == campaignId && x.EndedAt == null)).Select(x => x.Id).ToArrayAsync(stop);
        var now = clock.GetUtcNow();
        int asked = (await db.HoldAsync(open, stop)).Count(x => x.AskToCancel(now));
        await db.SaveFoldsAsync(stop);
        await all.CommitAsync(stop);
        return asked;
    }

    private static Task<List<Candidate>> AskedAsync(IQueryable<FoldedComplex> asked, CancellationToken stop)
        => asked.Select(x => new Candidate(
            x.Complex.Id, x.Complex.ExternalId, x.Complex.Tokens, x.Complex.Readiness, x.Fold == null ? 0 : x.Fold.Attempt,
            x.Fold == null ? null : x.Fold.State,
            x.Fold == null ? null : new FoldSettings(x.Fold.Weights, x.Fold.Seed, x.Fold.Samples, x.Fold.RecyclingSteps, x.Fold.SamplingSteps)))
            .ToListAsync(stop);

    private FoldAccount Account(List<Candidate> asked, FoldSettings settings, int? ranks)
    {
        var wanted = asked.Where(x => x.ObstacleTo(settings) is null).ToList();
        int largest = wanted.Select(x => x.Tokens).DefaultIfEmpty().Max();
        return new FoldAccount(asked.Count, wanted.Count, Skipped(asked, settings))
        {
            Tokens = wanted.Sum(x => (long)x.Tokens),
            LargestTokens = largest,
            Largest = wanted.Count > 0 ? planner.For(largest, settings, ranks) : null,
        };
    }

    private static Task SupersedeAsync(FoldContext db, Guid[] complexIds, CancellationToken stop)
        => complexIds.Length == 0
            ? Task.CompletedTask
            : db.Folds.Where(x => x.IsLatest && complexIds.Contains(x.ComplexId))
                .ExecuteUpdateAsync(x => x.SetProperty(fold => fold.IsLatest, false), stop);

    private static List<SkippedComplexes> Skipped(List<Candidate> asked, FoldSettings settings)
        => [.. asked
            .Select(x => (x.ExternalId, Reason: x.ObstacleTo(settings)))
            .Where(x => x.Reason is not null)
            .GroupBy(x => x.Reason!.Value, x => x.ExternalId)
            .OrderBy(x => x.Key)
            .Select(x => new SkippedComplexes(x.Key, x.Count(), [.. x.Take(ExamplesShown)]))];

    private sealed record Candidate(
        Guid ComplexId, string ExternalId, int Tokens, Readiness Readiness, int Attempt, FoldState? State, FoldSettings? Settings)
    {
        public SkipReason? ObstacleTo(FoldSettings wanted) => (Readiness, State) switch
        {
            (Readiness.MissingSequences, _) => SkipReason.MissingSequences,
            (Readiness.Unsupported, _) => SkipReason.Unsupported,
            (_, FoldState.Done) => Settings == wanted ? SkipReason.SameResult : null,
            (_, null or FoldState.Failed or FoldState.Cancelled) => null,
            _ => SkipReason.InWork,
        };
    }
}
