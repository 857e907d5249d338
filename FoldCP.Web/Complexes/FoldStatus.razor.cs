using FoldCP.Contract;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>What stands where the structure will be: why there is none, how far it is, what to do.</summary>
public sealed partial class FoldStatus(TimeProvider clock)
{
    [Parameter, EditorRequired] public required ComplexView View { get; set; }

    [Parameter] public EventCallback FoldAsked { get; set; }

    [Parameter] public EventCallback CancelAsked { get; set; }

    /// <summary>Whether the latest attempt has left something to go on from.</summary>
    [Parameter] public bool CanResume { get; set; }

    [Parameter] public EventCallback ResumeAsked { get; set; }

    private string? EndedAt => View.Latest is { Stage: { } stage } fold
        ? $"It came to {stage}{(fold.Of > 1 ? $", step {Figures.Count(fold.Step)} of {Figures.Count(fold.Of)}" : "")}{(CanResume ? "; what it had by then is kept" : "")}."
        : null;

    private IEnumerable<(FoldStage Stage, bool IsDone, bool IsNow)> Stages
    {
        get
        {
            bool isOver = View.Latest?.State == FoldState.Collecting;
            int now = Enum.TryParse(View.Latest?.Stage, out FoldStage stage) ? (int)stage : 0;
            return Enum.GetValues<FoldStage>().Select(x => (x, isOver || (int)x < now, !isOver && (int)x == now));
        }
    }

    private string StepInWords
    {
        get
        {
            var fold = View.Latest!;
            string step = fold.Of > 1 ? $"Step {Figures.Count(fold.Step)} of {Figures.Count(fold.Of)} · " : "";
            return $"{step}running for {Figures.Duration(clock.GetUtcNow() - (fold.StartedAt ?? fold.StateSince))}";
        }
    }
}
