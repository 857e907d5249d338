using System.Globalization;
using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>
/// Looks whether the others of this machine still live, from a timer's thread: a rank that waits for one that was killed would wait for ever,
/// and one whose launcher was killed would work for nobody.
/// </summary>
internal sealed class RankWatch : IDisposable
{
    /// <summary>Tells the ranks of a launcher who that is: process id and start.</summary>
    public const string LauncherVariable = "FOLDCP_LAUNCHER";

    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(100);

    private readonly IReadOnlyList<RankProcess> _others;
    private readonly IReadOnlyList<RankProcess> _launchers;
    private readonly ITimer _timer;
    private int _told;

    private RankWatch(IReadOnlyList<RankProcess> others, IReadOnlyList<RankProcess> launchers, TimeProvider clock, Action<RankProcess> lost, Action orphaned)
    {
        (_others, _launchers) = (others, launchers);
        _timer = clock.CreateTimer(_ => Look(lost, orphaned), null, s_beat, s_beat);
    }

    /// <param name="all">the ranks, as they have just introduced themselves</param>
    /// <param name="own">which of them this is</param>
    /// <param name="clock">the time</param>
    /// <param name="lost">told which rank is gone</param>
    /// <param name="orphaned">told that who launched this rank is gone</param>
    public static RankWatch Over(IReadOnlyList<RankProcess> all, int own, TimeProvider clock, Action<RankProcess> lost, Action orphaned)
    {
        // Who cannot be seen although it has just spoken lives in a container of its own.
        var others = all.Where(rank => rank.Rank != own && rank.Host == all[own].Host && Lives(rank)).ToList();
        return new(others, [.. Launchers()], clock, lost, orphaned);
    }

    /// <summary>How a process tells its ranks that it launches them.</summary>
    public static string Words(int pid, long startTicks) => string.Create(CultureInfo.InvariantCulture, $"{pid} {startTicks}");

    /// <summary>The first rank that is gone, waited for: who dies may be heard of by its last message sooner than seen.</summary>
    public RankProcess? LostWithin(TimeSpan patience)
    {
        for (var waited = TimeSpan.Zero; waited < patience; waited += s_beat)
        {
            if (FirstLost() is { } lost)
                return lost;
            Thread.Sleep(s_beat);
        }
        return null;
    }

    /// <summary>Returns when nobody is looked after any more.</summary>
    public void Dispose() => _timer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private RankProcess? FirstLost() => _others.FirstOrDefault(rank => !Lives(rank));

    // Launchers first: where they are gone, ranks go as well, and none of these is to blame.
    private void Look(Action<RankProcess> lost, Action orphaned)
    {
        bool isOrphaned = _launchers.Any(launcher => !Lives(launcher));
        var gone = isOrphaned ? null : FirstLost();
        if ((!isOrphaned && gone is null) || Interlocked.Exchange(ref _told, 1) != 0)
            return;
        if (gone is null)
            orphaned();
        else
            lost(gone);
    }

    private static IEnumerable<RankProcess> Launchers()
    {
        if (ProcessClock.ParentOf(Environment.ProcessId) is { } parent && ProcessClock.StartTicks(parent) is { } ticks)
            yield return new(-1, parent, ticks, Environment.MachineName);
        if (Environment.GetEnvironmentVariable(LauncherVariable)?.Split(' ') is [var pid, var start])
            yield return new(-1, int.Parse(pid, CultureInfo.InvariantCulture), long.Parse(start, CultureInfo.InvariantCulture), Environment.MachineName);
    }

    private static bool Lives(RankProcess process) => ProcessClock.StartTicks(process.Pid) == process.StartTicks;
}
