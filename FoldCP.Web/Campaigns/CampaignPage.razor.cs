using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Web.Complexes;
using FoldCP.Web.Frame;
using FoldCP.Web.Frame.Live;
using FoldCP.Web.Frame.Shell;
using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Campaigns;

/// <summary>A campaign: how it stands, and everything in it.</summary>
public sealed partial class CampaignPage(
    IDbContextFactory<FoldContext> contexts, LiveCounts counts, NavigationManager navigation) : IDisposable
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromMilliseconds(600);
    private static readonly Crumb[] s_above = [new("Campaigns", Links.Campaigns)];

    private readonly CancellationTokenSource _gone = new();
    private CancellationToken _stop;
    private Guid _shownId;
    private CampaignView? _campaign;
    private bool _isMissing;
    private StateBalance _balance = StateBalance.Empty;
    private ComplexSelection _selection = ComplexSelection.None;
    private ComplexQuery _query = ComplexQuery.All;
    private CampaignTab _tab;
    private Guid? _rowId;

    [Parameter] public Guid CampaignId { get; set; }

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    [SupplyParameterFromQuery(Name = "row")] public string? Row { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _stop = _gone.Token;

    protected override async Task OnParametersSetAsync()
    {
        (_tab, _rowId, _query) = (CampaignTabs.Parse(Tab), Guid.TryParse(Row, out var row) ? row : null, ComplexQuery.Parse(navigation.Uri));
        if (_shownId == CampaignId)
            return;

        (_shownId, _selection) = (CampaignId, ComplexSelection.None);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var person = (await SignedIn!).User;
        await using var db = await contexts.CreateDbContextAsync(_stop);
        _campaign = await db.Campaigns.VisibleTo(person).Where(x => x.Id == CampaignId)
            .Select(x => new CampaignView(x.Id, x.Name, x.CreatedAt)).SingleOrDefaultAsync(_stop);
        _isMissing = _campaign is null;
        _balance = _isMissing ? StateBalance.Empty : await counts.BalanceAsync(CampaignId, _stop);
    }

    private async Task CountAsync()
    {
        var campaignId = CampaignId;
        var balance = await counts.BalanceAsync(campaignId, _stop);
        if (campaignId == CampaignId)
            _balance = balance;
    }

    private string HrefOf(CampaignTab tab)
        => Links.Campaign(CampaignId) + (tab == CampaignTab.Complexes ? _query.ToQueryString() : _query.ToQueryString(("tab", tab.Slug())));

    private sealed record CampaignView(Guid Id, string Name, DateTimeOffset CreatedAt);
}
