using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Shell;

/// <summary>A page says with it where it stands; the top bar shows it.</summary>
public sealed partial class Crumbs
{
    internal const string Section = "crumbs";

    /// <summary>The page itself.</summary>
    [Parameter, EditorRequired] public required string Here { get; set; }

    /// <summary>The pages above it, outermost first.</summary>
    [Parameter] public IReadOnlyList<Crumb> Above { get; set; } = [];
}

/// <summary>A page above the one that is open.</summary>
public sealed record Crumb(string Text, string Href);
