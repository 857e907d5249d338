using FoldCP.Jobs;
using FoldCP.Web.Frame.Live;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Home;

/// <summary>What runs, what needs me, what is new; on the first visit, the doors in.</summary>
public sealed partial class HomePage(
    IDbContextFactory<FoldContext> contexts, LiveCounts counts, AuthenticationStateProvider people) : IDisposable
{
    private const int CampaignsShown = 12;

    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource _closed = new();
    private CancellationToken _stop;
    private HomeView? _view;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _stop = _closed.Token;
        return LoadAsync();
    }

    private async Task LoadAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        await using var db = await contexts.CreateDbContextAsync(_stop);
        _view = await db.HomeAsync(counts, person, _stop);
    }
}
