using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Frame.Shell;

/// <summary>How much is being folded at the moment, kept true while it is on the screen.</summary>
public sealed partial class RunningChip(IDbContextFactory<FoldContext> contexts, FoldChanges changes, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _closed = new();
    private FoldLoad? _load;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync() => LoadAsync(_closed.Token);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        var closed = _closed.Token;
        try
        {
            await foreach (bool _ in changes.WatchAsync(null, closed))
            {
                await LoadAsync(closed);
                StateHasChanged();
                await Task.Delay(s_atMostEvery, time, closed);
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page was closed: nobody is left to show it to.
        }
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        _load = await db.FoldLoadAsync(stop);
    }
}
