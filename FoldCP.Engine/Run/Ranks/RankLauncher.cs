using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>
/// Launches the ranks of a fold on this machine and stays their parent: tells their lines, hands a wish to stop on to them, and writes
/// the end for those that could not.
/// </summary>
internal sealed class RankLauncher(RunFolder folder, MeshShape shape, TimeProvider clock, TextWriter output)
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(50);

    private readonly FoldLog _log = new(output);

    /// <summary>What each rank runs: this program, on this folder.</summary>
    public IReadOnlyList<string> Command { get; init; } = [.. OwnProgram.Command, "fold", folder.Path, "--mesh", $"{shape}"];

    /// <summary>Who looks on.</summary>
    public FoldWatch Watch { get; init; } = FoldWatch.Nobody;

    /// <returns>the process's exit code</returns>
    public int Execute(CancellationToken stop)
    {
        using (var door = FolderDoor.Open(folder))
        {
            if (door.Refused is { } refused)
                return Refuse(refused.Code, refused.Why);
        }
        var begun = clock.GetUtcNow();
        try
        {
            using var launched = Launch(MpiLauncher.Find());
            Await(launched, begun, stop);
            return End(launched.ExitCode, stop);
        }
        catch (FoldException refused)
        {
            return Fail(refused.Kind, refused.Message);
        }
    }

    private Process Launch(MpiLauncher launcher)
    {
        // In a session of its own: a terminal's Ctrl-C is this process's to answer, and the ranks shall end as they are asked to.
        var start = new ProcessStartInfo("setsid", [launcher.Program, .. launcher.Arguments(shape.Ranks, Environment.IsPrivilegedProcess, Command)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in RankEnvironment.Of(shape.Ranks, Environment.ProcessorCount, Environment.GetEnvironmentVariable(RankEnvironment.Threads)))
            start.Environment[name] = value;
        var launched = Process.Start(start)!;
        launched.OutputDataReceived += (_, line) => Tell(line.Data);
        launched.ErrorDataReceived += (_, line) => Tell(line.Data);
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Await(Process launched, DateTimeOffset begun, CancellationToken stop)
    {
        var (isAsked, told) = (false, new ProgressTail(folder));
        while (!launched.WaitForExit(s_lookAgain))
        {
            Watch.Tell(told.New());
            if (stop.IsCancellationRequested && !isAsked)
            {
                // The first rank stops them all at their next step; before it has shown itself, nothing is lost.
                ProcessSignal.AskToEnd(FirstRank(begun)?.Pid ?? launched.Id);
                isAsked = true;
            }
        }
        launched.WaitForExit();
        Watch.Tell(told.New());
    }

    private EngineProcess? FirstRank(DateTimeOffset begun) =>
        RunFolder.Read(folder.Engine, ContractJson.Default.EngineProcess) is { } engine && engine.StartedAt >= begun && ProcessClock.Lives(engine) ? engine : null;

    private int End(int code, CancellationToken stop)
    {
        if (File.Exists(folder.Done))
        {
            TellNotes();
            return ExitCode.Done;
        }
        if (RunFolder.Read(folder.Failed, ContractJson.Default.FoldFailed) is { } failed)
            return ExitCode.Of(failed.Kind);
        if (code == ExitCode.FolderTaken)
            return code;
        return stop.IsCancellationRequested || File.Exists(folder.Cancel)
            ? Fail(FailureKind.Cancelled, "The fold was cancelled.")
            : Fail(FailureKind.Internal, $"The ranks ended without saying why (exit code {code}); the log may tell.");
    }

    private void TellNotes()
    {
        foreach (string note in RunFolder.Read(folder.File("results/manifest.json"), ManifestJson.Default.Manifest)?.Notes ?? [])
            Watch.Note(note);
    }

    private int Fail(FailureKind kind, string cause)
    {
        using var hold = FolderLock.Take(folder);
        if (hold is null)
            return Refuse(ExitCode.FolderTaken, $"Another engine works in {folder.Path}.");
        RunFolder.WriteFirst(folder.Failed, new FoldFailed { FailedAt = clock.GetUtcNow(), Stage = FoldStage.Start, Rank = 0, Kind = kind, Cause = cause }, ContractJson.Default.FoldFailed);
        return Refuse(ExitCode.Of(kind), cause);
    }

    private void Tell(string? line)
    {
        if (line is not null)
            _log.Say(line);
    }

    private int Refuse(int code, string why)
    {
        _log.Say(why);
        return code;
    }
}
