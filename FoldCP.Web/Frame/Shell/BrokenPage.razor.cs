using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Shell;

/// <summary>Stands in the place of a page that threw.</summary>
public sealed partial class BrokenPage
{
    [Parameter, EditorRequired] public string? Reference { get; set; }

    [Parameter] public EventCallback OnRetry { get; set; }
}
