using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Sequences;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace FoldCP.Web.Campaigns;

/// <summary>The proteins of a campaign without a sequence, and the place to bring them: what files would change is shown before it is done.</summary>
public sealed partial class SequencesTab(SequenceRepair repair, UploadStore uploads) : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private CancellationToken _stop;
    private Guid _shownId;
    private IReadOnlyList<Guid> _given = [];
    private List<MissingSequence>? _missing;
    private RepairPreview? _preview;
    private RepairPreview? _applied;
    private bool _isReading;

    [Parameter, EditorRequired] public required Guid CampaignId { get; set; }

    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    protected override void OnInitialized() => _stop = _gone.Token;

    protected override async Task OnParametersSetAsync()
    {
        if (_shownId == CampaignId)
            return;

        _shownId = CampaignId;
        await ShowMissingAsync();
    }

    private async Task ShowMissingAsync() => _missing = [.. await repair.MissingAsync(CampaignId, _stop)];

    private async Task ReadAsync(IReadOnlyList<Guid> arrived)
    {
        _given = [.. _given, .. arrived];
        (_isReading, _applied) = (true, null);
        StateHasChanged();
        _preview = await repair.ReadAsync(await PersonAsync(), CampaignId, _given, _stop);
        _isReading = false;
    }

    private async Task ApplyAsync()
    {
        _isReading = true;
        var outcome = await repair.ApplyAsync(await PersonAsync(), CampaignId, _given, _stop);
        _isReading = false;
        if (outcome.Fault is not null)
        {
            _preview = outcome;
            return;
        }
        _applied = outcome;
        Discard();
        await ShowMissingAsync();
    }

    private void Discard() => (_preview, _given) = (null, []);

    private async Task<Guid> PersonAsync() => (await SignedIn!).User.Id();
}
