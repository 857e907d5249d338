using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Run.Measures;

/// <summary>Notes what each stage of a fold takes on this rank, and meanwhile gives memory back where a fold does.</summary>
internal sealed class StageWatch(CollectionPause pause)
{
    private readonly OrderedDictionary<string, StageMeasured> _stages = [];
    private long _last;

    public IReadOnlyList<StageMeasured> Stages => [.. _stages.Values];

    public void Begin()
    {
        ResidentMemory.ForgetPeak();
        _last = Stopwatch.GetTimestamp();
    }

    /// <summary>As a network tells its steps.</summary>
    public void Step(FoldStage stage, int step, int of)
    {
        bool isEnd = step == 0 || step == of;
        // Conditions are what comes before sampling's first step.
        Note(stage == FoldStage.Sampling && step == 0 ? "conditioning" : stage.ToString().ToLowerInvariant(), Math.Max(of, 1), isEnd);
        pause.Renew();
        if (stage != FoldStage.Sampling || isEnd)
            FreedMemory.Release();
        if (isEnd)
            ResidentMemory.ForgetPeak();
    }

    private void Note(string stage, int of, bool isEnd)
    {
        var own = _stages.GetValueOrDefault(stage) ?? new(stage, 0, 0, 0);
        _stages[stage] = own with
        {
            Steps = stage == "conditioning" ? 1 : Math.Max(own.Steps, of),
            Seconds = own.Seconds + Stopwatch.GetElapsedTime(_last).TotalSeconds,
            Peak = isEnd ? Math.Max(own.Peak, ResidentMemory.Peak()) : own.Peak,
        };
        _last = Stopwatch.GetTimestamp();
    }
}
