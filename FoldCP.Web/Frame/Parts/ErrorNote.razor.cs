using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>Says what happened to what, what was kept, what to do, and under which reference the log has the rest.</summary>
public sealed partial class ErrorNote
{
    /// <summary>What happened, and to what.</summary>
    [Parameter, EditorRequired] public required string What { get; set; }

    [Parameter] public string? Kept { get; set; }

    [Parameter] public string? Do { get; set; }

    /// <summary>What to quote when asking for help; the log has it too.</summary>
    [Parameter] public string? Reference { get; set; }

    [Parameter] public bool IsWarning { get; set; }

    /// <summary>Buttons or details.</summary>
    [Parameter] public RenderFragment? ChildContent { get; set; }
}
