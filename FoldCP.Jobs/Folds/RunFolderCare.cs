using FoldCP.Contract;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Results;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// What stays of run folders: everything until the result is stored, then request, progress and log. Folders of failed folds stay
/// whole. Here is removed what a server left that died while storing or right after it. What cannot be removed keeps no fold waiting.
/// </summary>
internal sealed partial class RunFolderCare(
    IDbContextFactory<FoldContext> contexts, StateFolder state, ArtefactStore artefacts, TimeProvider clock, ILogger<RunFolderCare> logger)
{
    public async Task TidyAsync(CancellationToken stop)
    {
        List<Guid> full = [];
        Try(state.Runs, () => full.AddRange(Full()));
        await using var db = await contexts.CreateDbContextAsync(stop);
        foreach (var id in await db.Folds.Where(x => full.Contains(x.Id) && x.State == FoldState.Done).Select(x => x.Id).ToListAsync(stop))
            Try(state.RunOf(id), () => ResultIntake.Tidy(new RunFolder(state.RunOf(id))));
        Try(state.Artefacts, () => artefacts.RemoveAbandoned(clock.GetUtcNow()));
    }

    private IEnumerable<Guid> Full()
        => Directory.EnumerateDirectories(state.Runs)
            .Where(x => Directory.Exists(new RunFolder(x).Results))
            .Select(x => Guid.TryParse(Path.GetFileName(x), out var id) ? id : Guid.Empty);

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
