using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>How long ago something was, with the instant on hover.</summary>
public sealed partial class Ago(TimeProvider time)
{
    [Parameter, EditorRequired] public required DateTimeOffset At { get; set; }
}
