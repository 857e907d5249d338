using FoldCP.Contract;

namespace FoldCP.Engine.Run.Predict;

/// <summary>What became of a job.</summary>
/// <param name="Code">as an engine's process would end</param>
/// <param name="Cause">why it was not folded; null: it was</param>
/// <param name="Structure">the best structure's file</param>
/// <param name="Confidence">its score</param>
internal sealed record PredictOutcome(int Code, string? Cause, string? Structure, double Confidence)
{
    /// <summary>Whether it was folded before.</summary>
    public bool WasDone { get; init; }

    public string Sentence => Cause
        ?? FormattableString.Invariant($"{(WasDone ? "Finished already, and not folded again (--override does)" : "Done")}: {Structure}, confidence {Confidence:F3}");

    public static PredictOutcome Failed(int code, string cause) => new(code, cause, null, 0);

    /// <summary>What a run folder says of its end.</summary>
    public static PredictOutcome Of(int code, RunFolder run)
    {
        if (code != ExitCode.Done)
            return Failed(code, RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)?.Cause ?? $"It ended with exit code {code}; {run.Log} tells more.");
        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone) ?? throw new InvalidDataException($"{run.Done} is not there.");
        return new(code, null, run.File(done.Files.First(file => file.Kind == ResultKind.Structure).Path), done.Samples[0].ConfidenceScore);
    }
}
