using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Home;

/// <summary>What waits for a person: failed folds and missing sequences, each a link to exactly those complexes.</summary>
public sealed partial class NeedsPanel
{
    [Parameter, EditorRequired] public required IReadOnlyList<CampaignLine> Campaigns { get; set; }
}
