using FoldCP.Contract;
using FoldCP.Tests;
using Xunit;

namespace FoldCP.Web.Tests.Crashes;

/// <summary>An engine caught in the middle of a fold and halted there (SIGSTOP), so that no test races it. Disposing kills it.</summary>
internal sealed class HaltedEngine : IDisposable
{
    private readonly int _pid;

    private HaltedEngine(RunFolder folder, int pid, Progress at) => (Folder, _pid, At) = (folder, pid, at);

    public RunFolder Folder { get; }

    /// <summary>The last step that it told.</summary>
    public Progress At { get; }

    /// <summary>Waits for the fold's engine to be at sampling, and halts it.</summary>
    public static async Task<HaltedEngine> CatchAsync(RunFolder folder, CancellationToken stop)
    {
        await Until.TrueAsync(() => Last(folder) is { Stage: FoldStage.Sampling, Step: > 0 }, stop, TimeSpan.FromSeconds(90));
        int pid = RunFolder.Read(folder.Engine, ContractJson.Default.EngineProcess)!.Pid;
        Assert.True(Signals.Send(pid, Signals.Halt));
        await Until.TrueAsync(() => StateOf(pid) == 'T', stop);
        Assert.False(folder.HasEnded, "The fold ended before its engine was halted.");
        return new HaltedEngine(folder, pid, Last(folder)!);
    }

    public void GoOn() => Assert.True(Signals.Send(_pid, Signals.GoOn));

    public void Kill() => Assert.True(Signals.Send(_pid, Signals.Kill));

    public void Dispose()
    {
        if (!Folder.HasEnded)
            Signals.Send(_pid, Signals.Kill);
    }

    private static Progress? Last(RunFolder folder)
        => File.Exists(folder.Progress) && File.ReadAllText(folder.Progress).Split('\n') is { Length: > 1 } lines
            ? System.Text.Json.JsonSerializer.Deserialize(lines[^2], ContractLineJson.Default.Progress)
            : null;

    /// <summary>Field 3 of /proc/PID/stat, behind the name in brackets.</summary>
    private static char StateOf(int pid)
    {
        string stat = File.ReadAllText($"/proc/{pid}/stat");
        return stat[stat.LastIndexOf(')') + 2];
    }
}
