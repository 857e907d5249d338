using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Complexes;
using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace FoldCP.Web.Campaigns;

/// <summary>Says what will be folded, what is skipped and why, and at what size, before the button is pressed.</summary>
public sealed partial class FoldDialog(FoldOrders orders, RankPlanner planner) : IDisposable
{
    private readonly FoldForm _form = new() { MostRanks = planner.Most };
    private readonly CancellationTokenSource _gone = new();
    private CancellationToken _stop;
    private ModalDialog? _dialog;
    private FoldAccount? _account;
    private bool _isOrdering;

    [Parameter, EditorRequired] public required Guid CampaignId { get; set; }

    [Parameter, EditorRequired] public required ComplexSelection Selection { get; set; }

    [Parameter] public EventCallback<FoldAccount> Ordered { get; set; }

    [Parameter] public EventCallback Closed { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    private string Title => _account is { } account ? $"Fold {Figures.Count(account.Asked, "complex", "complexes")}" : "Fold";

    private bool CanConfirm => !_isOrdering && _account is { Queued: > 0 } && _form.Fault is null;

    private string ConfirmWords => _account is { Queued: > 0 } account ? $"Fold {Figures.Count(account.Queued, "complex", "complexes")}" : "Nothing to fold";

    private string RanksHelp => _account?.Largest is { } choice
        ? $"{(_account.Queued > 1 ? "The largest: " : "")}{Figures.Count(choice.Ranks, "process", "processes")} of {Figures.Bytes((long)choice.BytesEach)}; {choice.Why}"
        : "Processes that share a fold";

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override Task OnInitializedAsync()
    {
        _stop = _gone.Token;
        return PreviewAsync();
    }

    private async Task PreviewAsync()
    {
        if (_form.Fault is null)
            _account = await orders.PreviewAsync(CampaignId, Selection.Of, _form.ToSettings(), _form.Ranks, _stop);
    }

    private async Task ConfirmAsync()
    {
        _isOrdering = true;
        var person = (await SignedIn!).User.Id();
        var account = await orders.AddAsync(CampaignId, Selection.Of, _form.ToSettings(), _form.Ranks, person, _stop);
        await CloseAsync();
        await Ordered.InvokeAsync(account);
    }

    private Task CloseAsync() => _dialog?.CloseAsync() ?? Task.CompletedTask;
}
