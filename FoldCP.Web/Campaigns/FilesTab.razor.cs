using FoldCP.Jobs;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Campaigns;

/// <summary>The files that became this campaign, each with the account of its rows.</summary>
public sealed partial class FilesTab(IDbContextFactory<FoldContext> contexts)
{
    private Guid _shownId;
    private List<FileAccount>? _files;

    [Parameter, EditorRequired] public required Guid CampaignId { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shownId == CampaignId)
            return;

        _shownId = CampaignId;
        await using var db = await contexts.CreateDbContextAsync();
        _files = await FileAccount.AllOfAsync(db, CampaignId, CancellationToken.None);
    }
}
