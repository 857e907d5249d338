using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame;
using FoldCP.Web.Frame.Live;
using FoldCP.Web.Frame.Parts;
using FoldCP.Web.Frame.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Complexes;

/// <summary>A complex: its list at the left, its structure in the middle, all that is known of it at the right. The viewer outlives the complex.</summary>
public sealed partial class ComplexPage(
    IDbContextFactory<FoldContext> contexts, FoldOrders orders, StateFolder state, NavigationManager navigation, DatabaseWait database) : IDisposable
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromMilliseconds(500);
    private static readonly Crumb[] s_campaigns = [new("Campaigns", Links.Campaigns)];

    private readonly CancellationTokenSource _gone = new();
    private CancellationToken _stop;
    private ComplexAddress _address = new(ComplexQuery.All);
    private ListSnapshot _list = ListSnapshot.Empty;
    private ComplexStrip? _strip;
    private ComplexView? _view;
    private ShownResult? _shown;
    private (Guid Campaign, Guid Complex) _loaded;
    private bool _isMissing;
    private bool _isFolding;
    private bool _canResume;

    [Parameter] public Guid CampaignId { get; set; }

    [Parameter] public Guid ComplexId { get; set; }

    /// <summary>Read by <see cref="ComplexAddress"/>; named here so that a change of the address alone is heard too.</summary>
    [SupplyParameterFromQuery(Name = "sample")] public string? Sample { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    private string? StructureUrl => _shown?.Structure is { } file ? ResultPanel.HrefOfFile(file) : null;

    private string PlaceInWords
        => _list.PlaceOf(ComplexId) is { } place ? $"{Figures.Count(place + 1)} of {Figures.Count(_list.Count)}" : Figures.Count(_list.Count, "complex", "complexes");

    private Crumb[] Above
        => [new(_view!.Campaign, Links.Campaign(CampaignId) + _address.Query.ToQueryString(("row", ComplexId.ToString())))];

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _stop = _gone.Token;

    protected override async Task OnParametersSetAsync()
    {
        _address = ComplexAddress.Parse(navigation.Uri);
        if (_loaded != (CampaignId, ComplexId))
        {
            _isFolding = false;
            await LoadAsync();
        }
        else if (_view is not null)
        {
            _shown = ShownResult.Choose(_view, _address.Attempt, _address.Sample);
        }
        if (!_isMissing && (_list.Count == 0 || _list.Query != _address.Query))
            await ListAsync();
    }

    private async Task LoadAsync()
    {
        var asked = (CampaignId, ComplexId);
        var person = (await SignedIn!).User;
        await using var db = await contexts.CreateDbContextAsync(_stop);
        var view = await ComplexView.FindAsync(db, db.Campaigns.VisibleTo(person), CampaignId, ComplexId, _stop);
        if (asked != (CampaignId, ComplexId))
            return; // a key more was pressed meanwhile

        (_view, _isMissing, _loaded) = (view, view is null, asked);
        _shown = view is null ? null : ShownResult.Choose(view, _address.Attempt, _address.Sample);
        _canResume = view?.Latest is { State: FoldState.Failed or FoldState.Cancelled } ended && new RunFolder(state.RunOf(ended.Id)).HasCheckpoint();
    }

    private async Task ListAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(_stop);
        _list = new ListSnapshot(_address.Query, await db.ComplexIdsAsync(CampaignId, _address.Query, _stop));
    }

    private Task<IReadOnlyList<ComplexRow>> ReadAsync(IReadOnlyList<Guid> ids, CancellationToken stop) => database.UntilReadAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            return await db.ComplexRowsAsync(CampaignId, ids, stop);
        },
        stop);

    private async Task FollowAsync()
    {
        await LoadAsync();
        if (_strip is not null)
            await _strip.RefreshAsync();
    }

    private async Task CancelAsync()
    {
        var complexId = ComplexId;
        await orders.CancelAsync(CampaignId, folds => folds.Where(x => x.ComplexId == complexId), _stop);
        await FollowAsync();
    }

    private async Task ResumeAsync()
    {
        var (complexId, last, person) = (ComplexId, _view!.Latest!, (await SignedIn!).User.Id());
        await orders.AddAsync(CampaignId, all => all.Where(x => x.Complex.Id == complexId), last.Settings, last.Ranks, person, _stop);
        await FollowAsync();
    }

    private void Open(Guid id) => navigation.NavigateTo(_address.ForAnother(CampaignId, id), replace: true);

    private Task GoAsync(ComplexAddress address)
    {
        navigation.NavigateTo(address.Of(CampaignId, ComplexId), replace: true);
        return Task.CompletedTask;
    }
}
