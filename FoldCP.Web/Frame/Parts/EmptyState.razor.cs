using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>Says that there is nothing yet and what to do next; actions are its content.</summary>
public sealed partial class EmptyState
{
    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter] public string? Text { get; set; }

    /// <summary>One of <see cref="Glyphs"/>.</summary>
    [Parameter] public string? Glyph { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }
}
