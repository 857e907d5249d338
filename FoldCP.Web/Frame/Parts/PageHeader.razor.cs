using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>The top of a page: its title (also the window's), what stands beside it, its actions, a line below.</summary>
public sealed partial class PageHeader
{
    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>Chips or an id beside the title.</summary>
    [Parameter] public RenderFragment? Beside { get; set; }

    [Parameter] public RenderFragment? Actions { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }
}
