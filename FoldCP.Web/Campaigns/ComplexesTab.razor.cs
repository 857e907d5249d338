using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Complexes;
using FoldCP.Web.Frame;
using FoldCP.Web.Frame.Live;
using FoldCP.Web.Frame.Parts;
using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Campaigns;

/// <summary>All complexes of a campaign: found, selected, folded and followed here.</summary>
public sealed partial class ComplexesTab(
    IDbContextFactory<FoldContext> contexts, FoldOrders orders, NavigationManager navigation, DatabaseWait database) : IDisposable
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromMilliseconds(600);

    private readonly CancellationTokenSource _gone = new();
    private CancellationToken _stop;
    private ListSnapshot _list = ListSnapshot.Empty;
    private StateBalance? _narrowed;
    private ListDrift _drift = ListDrift.None;
    private ComplexTable? _table;
    private ModalDialog? _help;
    private ComplexSelection? _folding;
    private Guid? _currentId;
    private string? _notice;
    private Guid _loadedCampaign;
    private bool _isLoading = true;

    [Parameter, EditorRequired] public required Guid CampaignId { get; set; }

    /// <summary>What the address asks for.</summary>
    [Parameter, EditorRequired] public required ComplexQuery Query { get; set; }

    /// <summary>The row that the address points at.</summary>
    [Parameter] public Guid? RowId { get; set; }

    /// <summary>How all complexes of the campaign stand.</summary>
    [Parameter, EditorRequired] public required StateBalance Balance { get; set; }

    [Parameter] public ComplexSelection Selection { get; set; } = ComplexSelection.None;

    [Parameter] public EventCallback<ComplexSelection> SelectionChanged { get; set; }

    /// <summary>How many complexes there are of each state, as far as text and sizes let them.</summary>
    private StateBalance Facets => _narrowed ?? Balance;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _stop = _gone.Token;

    protected override async Task OnParametersSetAsync()
    {
        _currentId ??= RowId;
        if (_loadedCampaign == CampaignId && _list.Query == Query)
            return;

        _loadedCampaign = CampaignId;
        await ReloadAsync();
    }

    private async Task ReloadAsync()
    {
        var query = Query;
        await using var db = await contexts.CreateDbContextAsync(_stop);
        var narrowed = await NarrowedAsync(db, query);
        var ids = await db.ComplexIdsAsync(CampaignId, query, _stop);
        if (query != Query)
            return; // a newer question is on its way

        (_narrowed, _list, _drift, _isLoading) = (narrowed, new ListSnapshot(query, ids), ListDrift.None, false);
    }

    private Task<IReadOnlyList<ComplexRow>> ReadAsync(IReadOnlyList<Guid> ids, CancellationToken stop) => database.UntilReadAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            return await db.ComplexRowsAsync(CampaignId, ids, stop);
        },
        stop);

    private async Task<StateBalance?> NarrowedAsync(FoldContext db, ComplexQuery query)
        => query.IsNarrowed ? await db.FacetsAsync(CampaignId, query, _stop) : null;

    /// <summary>Shows how far folds are, each row in its place, and counts what the list would show anew.</summary>
    private async Task FollowAsync()
    {
        if (_isLoading)
            return;

        var list = _list;
        await using (var db = await contexts.CreateDbContextAsync(_stop))
        {
            var narrowed = await NarrowedAsync(db, list.Query);
            var drift = list.Query.DependsOnProgress ? list.DriftTo(await db.ComplexIdsAsync(CampaignId, list.Query, _stop)) : ListDrift.None;
            if (list != _list)
                return; // another list was asked for meanwhile

            (_narrowed, _drift) = (narrowed, drift);
        }
        if (_table is not null)
            await _table.RefreshAsync();
    }

    /// <summary>A letter more in the filter replaces the address; all else is a step that Back undoes.</summary>
    private Task AskAsync(ComplexQuery asked)
    {
        bool isTyping = asked.Text != Query.Text && Query.Text.Length > 0;
        navigation.NavigateTo(Links.Campaign(CampaignId) + asked.ToQueryString(), replace: isTyping);
        return Selection.AllMatching is null ? Task.CompletedTask : SelectionChanged.InvokeAsync(ComplexSelection.None);
    }

    private void GoTo(Guid? id)
    {
        _currentId = id;
        navigation.NavigateTo(Links.Campaign(CampaignId) + Query.ToQueryString(("row", id?.ToString())), replace: true);
    }

    private string HrefOf(Guid id) => Links.Complex(CampaignId, id) + Query.ToQueryString();

    private async Task OrderedAsync(FoldAccount account)
    {
        _folding = null;
        string skipped = string.Concat(account.Skipped.Select(x => $" {Figures.Count(x.Count)} skipped: {x.Words}."));
        _notice = $"{Figures.Count(account.Queued, "complex is", "complexes are")} queued for folding.{skipped}";
        await SelectionChanged.InvokeAsync(ComplexSelection.None);
        await FollowAsync();
    }

    private async Task CancelAsync()
    {
        await using var db = await contexts.CreateDbContextAsync(_stop);
        var chosen = await Selection.Of(db.ComplexesWithFolds(CampaignId)).Select(x => x.Complex.Id).ToArrayAsync(_stop);
        int asked = await orders.CancelAsync(CampaignId, folds => folds.Where(x => chosen.Contains(x.ComplexId)), _stop);
        _notice = asked == 0 ? "None of the selected complexes is queued or running." : $"{Figures.Count(asked, "fold is", "folds are")} being stopped.";
        await FollowAsync();
    }
}
