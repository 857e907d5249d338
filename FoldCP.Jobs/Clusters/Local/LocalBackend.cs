using System.Diagnostics;
using FoldCP.Contract;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Clusters.Local;

/// <summary>
/// Runs engines on this computer, each in a session of its own that outlives the web server. All it knows about a job lies in the
/// job's run folder, so a server that starts later, or another one, finds it again.
/// </summary>
internal sealed class LocalBackend(IOptions<EngineOptions> engine, TimeProvider clock) : IClusterBackend
{
    private static readonly TimeSpan s_startsWithin = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan s_terminateAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_killAfter = TimeSpan.FromSeconds(15);

    public string Name => "local";

    public Task<string?> FindAsync(ClusterWork work, CancellationToken stop) => Task.FromResult(KeeperOf(work.Folder)?.ToString());

    public async Task<string> SubmitAsync(ClusterWork work, CancellationToken stop)
    {
        if (await FindAsync(work, stop) is { } earlier)
            return earlier;

        string script = work.Folder.File(LocalScript.FileName);
        await File.WriteAllTextAsync(script, LocalScript.For(work, engine.Value), stop);
        await StartDetachedAsync(script, stop);
        return (await KeeperAsync(work.Folder, stop)).ToString();
    }

    public Task<IReadOnlyDictionary<Guid, ClusterReport>> ObserveAsync(IReadOnlyList<ClusterJob> jobs, CancellationToken stop)
        => Task.FromResult<IReadOnlyDictionary<Guid, ClusterReport>>(jobs.ToDictionary(x => x.FoldId, Observe));

    public Task CancelAsync(ClusterJob job, TimeSpan askedFor, CancellationToken stop)
    {
        File.Open(job.Folder.Cancel, FileMode.OpenOrCreate).Dispose();
        if (askedFor >= s_terminateAfter && KeeperOf(job.Folder) is { } keeper)
            Signal(keeper, job.Folder, askedFor >= s_killAfter ? Signals.Kill : Signals.Terminate);

        return Task.CompletedTask;
    }

    private static ClusterReport Observe(ClusterJob job)
    {
        try
        {
            if (HeldLock.IsHeld(job.Folder.File(LocalScript.LockFile)))
                return ClusterReport.Running;

            // Asked after the lock: a note that is written in between is seen.
            return ReadNote(job.Folder.File(LocalScript.ExitFile)) is { } note
                ? ClusterReport.Ended(LocalScript.ExitCodeFrom(note))
                : ClusterReport.Vanished;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return ClusterReport.Unknown(unreadable.Message);
        }
    }

    /// <summary>
    /// The engine alone, so that its keeper can note the end; the whole session while the engine has not shown itself. Where force is due, also
    /// all ranks, and all that any of them has started: nobody is left to ask the others.
    /// </summary>
    private static void Signal(ProcessIdentity keeper, RunFolder folder, int signal)
    {
        var (engine, isForce) = (EngineOf(folder), signal == Signals.Kill);
        ProcessIdentity[] all = isForce ? [.. ProcessTree.Below(keeper), .. RanksOf(folder)] : [];
        if (engine?.IsAlive() == true)
            engine.Send(signal);
        else
            keeper.SendToGroup(signal);
        foreach (var process in all)
            process.Send(signal);
    }

    // Those of this computer; whoever started them may be gone.
    private static IEnumerable<ProcessIdentity> RanksOf(RunFolder folder)
        => (ReadEngine(folder)?.Ranks ?? []).Where(x => x.Host == Environment.MachineName).Select(x => new ProcessIdentity(x.Pid, x.StartTicks));

    private static async Task StartDetachedAsync(string script, CancellationToken stop)
    {
        var start = new ProcessStartInfo("setsid", ["--fork", "/bin/sh", script]);
        EngineEnvironment.Restrict(start.Environment);
        using var setsid = Process.Start(start)!;
        await setsid.WaitForExitAsync(stop);
        if (setsid.ExitCode != 0)
            throw new ClusterUnreachableException($"The engine's script could not be started: setsid left with exit code {setsid.ExitCode}.");
    }

    private async Task<ProcessIdentity> KeeperAsync(RunFolder folder, CancellationToken stop)
    {
        long begin = clock.GetTimestamp();
        while (clock.GetElapsedTime(begin) < s_startsWithin)
        {
            if (KeeperOf(folder) is { } keeper)
                return keeper;

            await Task.Delay(s_lookAgain, clock, stop);
        }
        throw new ClusterUnreachableException($"The engine's script gave no sign within {s_startsWithin.TotalSeconds:0} s. {folder.Log} may say why.");
    }

    private static ProcessIdentity? KeeperOf(RunFolder folder)
        => ReadNote(folder.File(LocalScript.KeeperFile)) is { } note ? LocalScript.KeeperFrom(note) : null;

    private static ProcessIdentity? EngineOf(RunFolder folder)
        => ReadEngine(folder) is { } process ? new ProcessIdentity(process.Pid, process.StartTicks) : null;

    private static EngineProcess? ReadEngine(RunFolder folder)
    {
        try
        {
            return RunFolder.Read(folder.Engine, ContractJson.Default.EngineProcess);
        }
        catch (InvalidDataException)
        {
            return null; // an engine that speaks otherwise; its keeper can be stopped
        }
    }

    private static string? ReadNote(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
