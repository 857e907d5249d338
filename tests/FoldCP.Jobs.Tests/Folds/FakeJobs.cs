using FoldCP.Jobs.Folds;
using Hangfire;
using Hangfire.Common;
using Hangfire.States;

namespace FoldCP.Jobs.Tests.Folds;

/// <summary>Holds the steps that were handed out, until a test runs or loses them.</summary>
internal sealed class FakeJobs(Fate fate) : IBackgroundJobClient
{
    private readonly List<Job> _handedOut = [];

    public int Count => _handedOut.Count;

    public string Create(Job job, IState state)
    {
        fate.Pass("before a step is handed out");
        _handedOut.Add(job);
        fate.Pass("after a step was handed out");
        return _handedOut.Count.ToString();
    }

    public bool ChangeState(string jobId, IState state, string expectedState) => throw new NotSupportedException();

    public void Lose() => _handedOut.Clear();

    /// <summary>Runs the steps that were handed out so far, each as often as said.</summary>
    public async Task RunAsync(FoldSteps steps, int times, CancellationToken stop)
    {
        var now = _handedOut.ToList();
        _handedOut.Clear();
        foreach (var job in now)
        {
            for (int i = 0; i < times; i++)
                await (Task)job.Method.Invoke(steps, [job.Args[0], stop])!;
        }
    }
}
