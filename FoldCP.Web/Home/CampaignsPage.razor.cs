using FoldCP.Jobs;
using FoldCP.Web.Frame.Live;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Home;

/// <summary>All campaigns of a person.</summary>
public sealed partial class CampaignsPage(
    IDbContextFactory<FoldContext> contexts, LiveCounts counts, AuthenticationStateProvider people) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private IReadOnlyList<CampaignLine>? _campaigns;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        var person = (await people.GetAuthenticationStateAsync()).User;
        await using var db = await contexts.CreateDbContextAsync(_closed.Token);
        _campaigns = await db.CampaignLinesAsync(counts, person, _closed.Token);
    }
}
