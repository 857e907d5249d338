using FoldCP.Jobs;
using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Campaigns;

/// <summary>The files that became this campaign, each with the account of its rows.</summary>
public sealed partial class FilesTab(IDbContextFactory<FoldContext> contexts)
{
    private const int NotesShown = 500;

    private Guid _shownId;
    private List<ImportedFile>? _files;

    [Parameter, EditorRequired] public required Guid CampaignId { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shownId == CampaignId)
            return;

        _shownId = CampaignId;
        await using var db = await contexts.CreateDbContextAsync();
        _files = await db.ImportedFiles.AsNoTracking().Where(x => x.CampaignId == CampaignId).OrderBy(x => x.ImportedAt).ToListAsync();
    }
}
