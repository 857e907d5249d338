using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>Stops a fold; once pressed it says so until the engine has stopped.</summary>
public sealed partial class CancelButton
{
    [Parameter, EditorRequired] public required bool IsAsked { get; set; }

    [Parameter] public EventCallback Asked { get; set; }
}
