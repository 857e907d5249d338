using FoldCP.Contract;
using FoldCP.Jobs.Clusters;

namespace FoldCP.Jobs.Tests.Folds;

/// <summary>A back end in memory, which survives the server. Tests say how its jobs fare.</summary>
internal sealed class FakeBackend(Fate fate) : IClusterBackend
{
    public Dictionary<Guid, ClusterReport> Jobs { get; } = [];

    public List<Guid> Starts { get; } = [];

    public Dictionary<Guid, TimeSpan> Cancels { get; } = [];

    public List<FoldRequest> Requests { get; } = [];

    /// <summary>What it answers to a submission instead of taking it.</summary>
    public Exception? Answer { get; set; }

    public bool IsReachable { get; set; } = true;

    public string Name => "fake";

    public Task<string?> FindAsync(ClusterWork work, CancellationToken stop)
        => Task.FromResult(Jobs.ContainsKey(work.FoldId) ? work.FoldId.ToString() : null);

    public Task<string> SubmitAsync(ClusterWork work, CancellationToken stop)
    {
        if (Answer is not null)
            throw Answer;

        fate.Pass("before the back end takes the work");
        if (Jobs.TryAdd(work.FoldId, ClusterReport.Running))
        {
            Starts.Add(work.FoldId);
            Requests.Add(RunFolder.Read(work.Folder.Request, ContractJson.Default.FoldRequest)!);
        }
        fate.Pass("after the back end took the work");
        return Task.FromResult(work.FoldId.ToString());
    }

    public Task<IReadOnlyDictionary<Guid, ClusterReport>> ObserveAsync(IReadOnlyList<ClusterJob> jobs, CancellationToken stop)
        => IsReachable
            ? Task.FromResult<IReadOnlyDictionary<Guid, ClusterReport>>(jobs.ToDictionary(x => x.FoldId, x => Jobs.GetValueOrDefault(x.FoldId, ClusterReport.Vanished)))
            : throw new ClusterUnreachableException("no answer from the cluster");

    public Task CancelAsync(ClusterJob job, TimeSpan askedFor, CancellationToken stop)
    {
        Cancels[job.FoldId] = askedFor;
        return Task.CompletedTask;
    }
}
