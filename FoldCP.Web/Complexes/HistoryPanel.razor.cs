using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>Every attempt to fold a complex: its settings, its states with their times and reasons, its log.</summary>
public sealed partial class HistoryPanel
{
    [Parameter, EditorRequired] public required ComplexView View { get; set; }

    [Parameter, EditorRequired] public required ComplexAddress Address { get; set; }

    /// <summary>The attempt whose result is shown.</summary>
    [Parameter] public Guid? ShownId { get; set; }
}
