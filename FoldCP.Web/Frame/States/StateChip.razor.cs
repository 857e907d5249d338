using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.States;

/// <summary>A state as drawing, word and colour; its content, such as "40 of 200", stands after the word.</summary>
public sealed partial class StateChip
{
    [Parameter, EditorRequired] public required ComplexState State { get; set; }

    /// <summary>On hover, instead of the state's meaning: the reason of a failure, say.</summary>
    [Parameter] public string? Title { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    private StateLook Look => StateLook.Of(State);
}
