using FoldCP.Jobs.Folds;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>Above the structure of one attempt: how the latest one stands, how far it is, and the way to stop it.</summary>
public sealed partial class LaterAttempt
{
    [Parameter, EditorRequired] public required ComplexView View { get; set; }

    /// <summary>The attempt whose structure is looked at.</summary>
    [Parameter, EditorRequired] public required Fold Shown { get; set; }

    [Parameter] public EventCallback CancelAsked { get; set; }

    private Fold Latest => View.Latest!;

    private string? StageInWords => (Latest.State, Latest.Stage) switch
    {
        (FoldState.Running, { } stage) => Latest.Of > 1 ? $"{stage} {Latest.Step} of {Latest.Of}" : stage,
        _ => null,
    };
}
