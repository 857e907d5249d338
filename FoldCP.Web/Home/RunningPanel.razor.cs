using FoldCP.Web.Frame.Parts;
using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Home;

/// <summary>The folds in work, each with its stage.</summary>
public sealed partial class RunningPanel(TimeProvider time)
{
    [Parameter, EditorRequired] public required IReadOnlyList<RunningLine> Running { get; set; }

    /// <summary>How many there are, listed or not.</summary>
    [Parameter, EditorRequired] public int Active { get; set; }

    [Parameter, EditorRequired] public int Queued { get; set; }

    private static string StageOf(RunningLine fold) => (ComplexStates.Of(fold.State), fold.Stage) switch
    {
        (ComplexState.Running, { } stage) => fold.Of > 1 ? $"{stage} {fold.Step} of {fold.Of}" : stage,
        (var state, _) => StateLook.Of(state).Word,
    };

    private string? Elapsed(RunningLine fold) => fold.StartedAt is { } start ? Figures.Duration(time.GetUtcNow() - start) : null;
}
