using FoldCP.Contract;

namespace FoldCP.Engine.Model;

/// <summary>Where a fold has got to, and whether anyone wants it to go on.</summary>
internal sealed class Steps(Action<FoldStage, int, int>? onStep, CancellationToken stop)
{
    public static Steps Untold { get; } = new(null, CancellationToken.None);

    /// <summary>Says that so many steps of a stage are finished.</summary>
    /// <exception cref="OperationCanceledException">nobody wants the next one</exception>
    public void Before(FoldStage stage, int step, int of)
    {
        stop.ThrowIfCancellationRequested();
        onStep?.Invoke(stage, step, of);
    }
}
