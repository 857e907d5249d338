using FoldCP.Contract;

namespace FoldCP.Jobs.Clusters.Local;

/// <summary>A process that cannot be mistaken for a later one with the same id.</summary>
/// <param name="Pid">its id</param>
/// <param name="StartTicks">when it started: field 22 of /proc/PID/stat</param>
internal sealed record ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>Whether it still runs. A zombie, which has ended but was not yet asked for its exit code, does not.</summary>
    public bool IsAlive() => ProcessClock.StartTicks(Pid) == StartTicks;

    public override string ToString() => $"{Pid} {StartTicks}";
}
