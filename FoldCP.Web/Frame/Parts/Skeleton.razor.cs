using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>Grey lines in the places of rows that are on their way.</summary>
public sealed partial class Skeleton
{
    private static readonly string[] Widths = ["62%", "48%", "71%", "55%", "66%"];

    [Parameter] public int Lines { get; set; } = 5;
}
