using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Home;

/// <summary>What waits for a person: failed folds and missing sequences, each a link to exactly those complexes.</summary>
public sealed partial class NeedsPanel
{
    private const int Shown = 6;

    [Parameter, EditorRequired] public required IReadOnlyList<CampaignLine> Campaigns { get; set; }
}
