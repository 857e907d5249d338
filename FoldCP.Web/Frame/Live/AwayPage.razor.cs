using FoldCP.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Frame.Live;

/// <summary>Stands in the place of a page that could not be read, until the database is back.</summary>
public sealed partial class AwayPage(IDbContextFactory<FoldContext> contexts, DatabaseWait database) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();

    [Parameter, EditorRequired] public required EventCallback OnBack { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        var gone = _gone.Token;
        try
        {
            await database.UntilReadAsync(() => AskAsync(gone), gone);
            await OnBack.InvokeAsync();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // Another page was opened.
        }
    }

    /// <summary>A statement: a pool hands out connections without asking whether they still lead anywhere.</summary>
    private async Task AskAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        await db.Database.ExecuteSqlAsync($"SELECT 1", stop);
    }
}
