using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace FoldCP.Web.Frame;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    /// <summary>In this order: tokens first, what uses them later, the components' own sheets last.</summary>
    private static readonly string[] s_sheets =
        ["css/fonts.css", "css/tokens.css", "css/base.css", "css/controls.css", "css/mud.css", "FoldCP.Web.styles.css"];

    [CascadingParameter]
    private HttpContext Http { get; set; } = null!;

    /// <summary>Pages live on a circuit, except those that must work before there is one, such as sign-in.</summary>
    private IComponentRenderMode? PageMode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
