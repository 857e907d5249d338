using FoldCP.Contract;
using FoldCP.Jobs.Results;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// What stays of run folders: everything until the result is stored, then request, progress and log. Folders of failed folds stay
/// whole. Here is removed what a server left that died right after storing.
/// </summary>
internal sealed class RunFolderCare(IDbContextFactory<FoldContext> contexts, StateFolder state)
{
    public async Task TidyAsync(CancellationToken stop)
    {
        var full = Directory.EnumerateDirectories(state.Runs)
            .Select(x => new RunFolder(x)).Where(x => Directory.Exists(x.Results))
            .Select(x => Guid.TryParse(Path.GetFileName(x.Path), out var id) ? id : Guid.Empty).ToList();
        await using var db = await contexts.CreateDbContextAsync(stop);
        var stored = await db.Folds.Where(x => full.Contains(x.Id) && x.State == FoldState.Done).Select(x => x.Id).ToListAsync(stop);
        foreach (var id in stored)
            ResultIntake.Tidy(new RunFolder(state.RunOf(id)));
    }
}
