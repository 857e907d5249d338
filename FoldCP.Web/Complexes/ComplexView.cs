using FoldCP.Jobs;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Results;
using FoldCP.Web.Frame.States;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Complexes;

/// <summary>All that the page of one complex shows, read in one go.</summary>
/// <param name="Campaign">the name of its campaign</param>
/// <param name="Complex">with its members</param>
/// <param name="Attempts">newest first, with their histories</param>
/// <param name="Scores">of all attempts</param>
/// <param name="Files">of all attempts</param>
public sealed record ComplexView(
    string Campaign, Complex Complex, IReadOnlyList<Fold> Attempts, IReadOnlyList<SampleScore> Scores, IReadOnlyList<Artefact> Files)
{
    public Fold? Latest => Attempts.Count > 0 ? Attempts[0] : null;

    public bool IsUnderway => Latest is { HasEnded: false };

    public ComplexState State => ComplexStates.Of(Latest?.State, Complex.Readiness);

    /// <returns>null if the person may not see it, or there is none</returns>
    public static async Task<ComplexView?> FindAsync(
        FoldContext db, IQueryable<Campaign> visible, Guid campaignId, Guid complexId, CancellationToken stop)
    {
        string? campaign = await visible.Where(x => x.Id == campaignId).Select(x => x.Name).SingleOrDefaultAsync(stop);
        var complex = campaign is null ? null : await db.Complexes.AsNoTracking().Include(x => x.Subunits.OrderBy(subunit => subunit.Position))
            .SingleOrDefaultAsync(x => x.Id == complexId && x.CampaignId == campaignId, stop);
        if (complex is null)
            return null;

        var attempts = await db.Folds.AsNoTracking().Include(x => x.History.OrderBy(line => line.At).ThenBy(line => line.Id))
            .Where(x => x.ComplexId == complexId).OrderByDescending(x => x.Attempt).ToListAsync(stop);
        var ids = attempts.Select(x => x.Id).ToArray();
        var scores = await db.Scores.AsNoTracking().Where(x => ids.Contains(x.FoldId)).OrderBy(x => x.Rank).ToListAsync(stop);
        var files = await db.Artefacts.AsNoTracking().Where(x => ids.Contains(x.FoldId)).OrderBy(x => x.Sample).ThenBy(x => x.Kind).ToListAsync(stop);
        return new ComplexView(campaign!, complex, attempts, scores, files);
    }
}

/// <summary>Which result of a complex is looked at.</summary>
/// <param name="Fold">a finished attempt</param>
/// <param name="Samples">its samples, best first</param>
/// <param name="Sample">the one that is shown</param>
/// <param name="Structure">its file; null if the attempt left none</param>
public sealed record ShownResult(Fold Fold, IReadOnlyList<SampleScore> Samples, SampleScore? Sample, Artefact? Structure)
{
    /// <summary>The asked attempt if it has a result, else the newest that has one; the asked sample if there is one, else the best.</summary>
    /// <param name="view">all there is</param>
    /// <param name="attempt">from the address</param>
    /// <param name="sample">from the address</param>
    /// <returns>null while no attempt has a result</returns>
    public static ShownResult? Choose(ComplexView view, int? attempt, int? sample)
    {
        var done = view.Attempts.Where(x => x.State == FoldState.Done).ToList();
        if ((done.FirstOrDefault(x => x.Attempt == attempt) ?? done.FirstOrDefault()) is not { } fold)
            return null;

        var samples = view.Scores.Where(x => x.FoldId == fold.Id).ToList();
        var chosen = samples.FirstOrDefault(x => x.Sample == sample) ?? samples.FirstOrDefault();
        var structure = view.Files.FirstOrDefault(x => x.FoldId == fold.Id && x.Kind == Contract.ResultKind.Structure && x.Sample == (chosen?.Sample ?? 0));
        return new ShownResult(fold, samples, chosen, structure);
    }
}
