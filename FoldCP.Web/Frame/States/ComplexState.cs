using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;

namespace FoldCP.Web.Frame.States;

/// <summary>What is shown for a complex: the state of its latest fold, else whether it can be folded.</summary>
public enum ComplexState { Ready, MissingSequences, Unsupported, Queued, Preparing, Running, Collecting, Done, Failed, Cancelled }

/// <summary>From the rows to <see cref="ComplexState"/>.</summary>
public static class ComplexStates
{
    public static ComplexState Of(FoldState? latestFold, Readiness readiness) => latestFold is { } fold ? Of(fold) : Of(readiness);

    public static ComplexState Of(FoldState fold) => fold switch
    {
        FoldState.Queued => ComplexState.Queued,
        FoldState.Preparing => ComplexState.Preparing,
        FoldState.Running => ComplexState.Running,
        FoldState.Collecting => ComplexState.Collecting,
        FoldState.Done => ComplexState.Done,
        FoldState.Failed => ComplexState.Failed,
        FoldState.Cancelled => ComplexState.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(fold), fold, null),
    };

    public static ComplexState Of(Readiness readiness) => readiness switch
    {
        Readiness.Ready => ComplexState.Ready,
        Readiness.MissingSequences => ComplexState.MissingSequences,
        Readiness.Unsupported => ComplexState.Unsupported,
        _ => throw new ArgumentOutOfRangeException(nameof(readiness), readiness, null),
    };
}
