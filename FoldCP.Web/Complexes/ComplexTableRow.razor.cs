using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>A complex in the grid.</summary>
public sealed partial class ComplexTableRow
{
    [Parameter, EditorRequired] public required ComplexRow Row { get; set; }

    /// <summary>From 0.</summary>
    [Parameter, EditorRequired] public required int Place { get; set; }

    [Parameter, EditorRequired] public required string Href { get; set; }

    [Parameter] public bool IsCurrent { get; set; }

    [Parameter] public bool IsSelected { get; set; }

    [Parameter] public EventCallback<Guid> Picked { get; set; }

    [Parameter] public EventCallback<Guid> Toggled { get; set; }

    [Parameter] public EventCallback<Guid> Opened { get; set; }

    private string WhyNoScore => Row.State switch
    {
        ComplexState.Failed or ComplexState.Cancelled => "No result: the fold did not finish",
        ComplexState.MissingSequences or ComplexState.Unsupported => "Not folded: " + Row.Obstacle,
        ComplexState.Ready => "Not folded yet",
        _ => "Not computed yet",
    };

    public static string IdOf(Guid id) => $"complex-{id:N}";
}
