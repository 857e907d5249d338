using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Home;

/// <summary>Campaigns as rows, each with a bar of its complexes' states.</summary>
public sealed partial class CampaignTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<CampaignLine> Campaigns { get; set; }
}
