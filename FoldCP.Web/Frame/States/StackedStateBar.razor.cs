using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.States;

/// <summary>How a campaign stands: one bar with a part for each state, and below it the figures if asked for.</summary>
public sealed partial class StackedStateBar
{
    [Parameter, EditorRequired] public required StateBalance Balance { get; set; }

    [Parameter] public bool Legend { get; set; }

    [Parameter] public bool Thick { get; set; }

    /// <summary>Where a figure of the legend leads.</summary>
    [Parameter] public Func<ComplexState, string>? Href { get; set; }
}
