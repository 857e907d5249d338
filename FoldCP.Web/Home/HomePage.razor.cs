using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Home;

/// <summary>What runs, what needs me, what is new; on the first visit, the doors in.</summary>
public sealed partial class HomePage(
    IDbContextFactory<FoldContext> contexts, FoldChanges changes, AuthenticationStateProvider people, TimeProvider time) : IDisposable
{
    private const int CampaignsShown = 12;

    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closed = new();
    private HomeView? _view;

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
                await Task.Delay(s_atMostEvery, time, closed);
                await LoadAsync(closed);
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
            // The page was closed: nobody is left to show it to.
        }
    }

    private async Task LoadAsync(CancellationToken stop)
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        await using var db = await contexts.CreateDbContextAsync(stop);
        _view = await db.HomeAsync(person, stop);
    }
}
