using System.Globalization;
using FoldCP.Contract;

namespace FoldCP.Jobs.Clusters.Local;

/// <summary>Processes that a process has started, and those that they have started in turn, in whatever sessions: a launcher of ranks makes its own.</summary>
internal static class ProcessTree
{
    public static IReadOnlyList<ProcessIdentity> Below(ProcessIdentity root)
    {
        if (!root.IsAlive())
            return [];
        var children = All().ToLookup(x => ProcessClock.ParentOf(x.Pid));
        var found = new List<ProcessIdentity>();
        var waiting = new Queue<int>([root.Pid]);
        while (waiting.TryDequeue(out int parent))
        {
            foreach (var child in children[parent])
            {
                found.Add(child);
                waiting.Enqueue(child.Pid);
            }
        }
        return found;
    }

    private static List<ProcessIdentity> All() =>
    [
        .. Directory.EnumerateDirectories("/proc").Select(x => int.TryParse(Path.GetFileName(x), CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(pid => pid > 0).Select(pid => ProcessClock.StartTicks(pid) is { } ticks ? new ProcessIdentity(pid, ticks) : null).OfType<ProcessIdentity>(),
    ];
}
