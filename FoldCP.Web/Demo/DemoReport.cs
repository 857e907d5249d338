using System.Globalization;
using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Demo;

/// <summary>Tells how a campaign's folds end: a line for each complex, and one for all of them.</summary>
internal sealed class DemoReport(IDbContextFactory<FoldContext> contexts, FoldChanges changes, TimeProvider clock, TextWriter output)
{
    /// <summary>Waits until no fold of the campaign is in work.</summary>
    /// <returns>whether all of its complexes are done</returns>
    public async Task<bool> FollowAsync(Guid campaignId, CancellationToken stop)
    {
        long begin = clock.GetTimestamp();
        HashSet<Guid> told = [];
        await foreach (bool _ in changes.WatchAsync(campaignId, stop))
        {
            var complexes = await LoadAsync(campaignId, stop);
            foreach (var complex in complexes.Where(x => x.HasEnded && told.Add(x.Id)))
                await output.WriteLineAsync(complex.Line);
            if (told.Count < complexes.Count)
                continue;

            int done = complexes.Count(x => x.State == FoldState.Done);
            await output.WriteLineAsync(Invariant($"{done} of {complexes.Count} complexes done after {clock.GetElapsedTime(begin).TotalSeconds:0} s."));
            return done == complexes.Count;
        }
        return false;
    }

    private async Task<List<DemoRow>> LoadAsync(Guid campaignId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var rows = await db.ComplexesWithFolds(campaignId).OrderBy(x => x.Complex.Line).ToListAsync(stop);
        return [.. rows.Select(x => new DemoRow(x))];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class DemoRow(FoldedComplex row)
    {
        public Guid Id => row.Complex.Id;

        public FoldState? State => row.Fold?.State;

        /// <summary>Ended, or never begun because it cannot be folded.</summary>
        public bool HasEnded => row.Fold is null || row.Fold.HasEnded;

        public string Line => Invariant($"{row.Complex.Name,-28} {row.Complex.ChainCount} chains {row.Complex.Tokens,4} residues   {Outcome}");

        private string Outcome => row switch
        {
            { Fold: null } => $"not folded: {row.Complex.Obstacle}",
            { Fold.State: FoldState.Done } => Invariant($"{State} {row.Fold.Seconds,6:0.0} s   confidence {row.Best?.ConfidenceScore:0.00}{(row.Fold.Trained == true ? "" : " (untrained)")}"),
            _ => $"{State}: {row.Fold.Reason}",
        };
    }
}
