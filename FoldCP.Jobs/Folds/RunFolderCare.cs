using FoldCP.Contract;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// What stays of run folders: everything until the result is stored, then request, progress and log. Folders of failed folds stay
/// whole but for the checkpoints, which are large and go after a while. Here that is removed, and what a server left that died while storing
/// or right after it. What cannot be removed keeps no fold waiting.
/// </summary>
internal sealed partial class RunFolderCare(
    IDbContextFactory<FoldContext> contexts, StateFolder state, ArtefactStore artefacts, IOptions<FoldsOptions> options, TimeProvider clock, ILogger<RunFolderCare> logger)
{
    public async Task TidyAsync(CancellationToken stop)
    {
        var full = Those(x => Directory.Exists(x.Results));
        await using var db = await contexts.CreateDbContextAsync(stop);
        foreach (var id in await db.Folds.Where(x => full.Contains(x.Id) && x.State == FoldState.Done).Select(x => x.Id).ToListAsync(stop))
            Try(state.RunOf(id), () => ResultIntake.Tidy(new RunFolder(state.RunOf(id))));
        await ForgetCheckpointsAsync(db, stop);
        Try(state.Artefacts, () => artefacts.RemoveAbandoned(clock.GetUtcNow()));
    }

    private async Task ForgetCheckpointsAsync(FoldContext db, CancellationToken stop)
    {
        var kept = Those(CheckpointHandover.HasCheckpoint);
        var since = clock.GetUtcNow() - TimeSpan.FromDays(options.Value.KeepCheckpointsDays);
        foreach (var id in await db.Folds.Where(x => kept.Contains(x.Id) && x.EndedAt < since).Select(x => x.Id).ToListAsync(stop))
            Try(state.RunOf(id), () => Directory.Delete(new RunFolder(state.RunOf(id)).Checkpoints, recursive: true));
    }

    private List<Guid> Those(Func<RunFolder, bool> are)
    {
        List<Guid> those = [];
        Try(state.Runs, () => those.AddRange(Directory.EnumerateDirectories(state.Runs)
            .Where(x => are(new RunFolder(x)))
            .Select(x => Guid.TryParse(Path.GetFileName(x), out var id) ? id : Guid.Empty)));
        return those;
    }

    private void Try(string folder, Action tidy)
    {
        try
        {
            tidy();
        }
        catch (Exception disk) when (disk is IOException or UnauthorizedAccessException)
        {
            LogNotTidied(folder, disk.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Folder} has files that are not needed any more and cannot be removed; the next start tries again: {Cause}")]
    private partial void LogNotTidied(string folder, string cause);
}
