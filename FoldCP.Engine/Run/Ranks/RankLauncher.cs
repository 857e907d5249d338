using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Input;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>
/// Launches the ranks of a fold on this machine and stays their parent: tells their lines, hands a wish to stop on to them, and writes
/// the end for those that could not.
/// </summary>
/// <param name="folder">the run folder</param>
/// <param name="shape">how the ranks lie</param>
/// <param name="clock">the time</param>
/// <param name="output">the log</param>
/// <param name="accelerator">what computes in each of them</param>
internal sealed class RankLauncher(RunFolder folder, MeshShape shape, TimeProvider clock, TextWriter output, string accelerator = Accelerator.Auto)
{
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_lastsAtMost = TimeSpan.FromSeconds(5);

    private readonly FoldLog _log = new(output);
    private DateTimeOffset _begun;
    private Progress? _last;
    private int? _lost;
    private (FailureKind Kind, string Cause)? _refused;

    /// <summary>What each rank runs: this program, on this folder.</summary>
    public IReadOnlyList<string> Command { get; init; } = [.. OwnProgram.Command, "fold", folder.Path, "--mesh", $"{shape}", Accelerator.Option, accelerator];

    /// <summary>Whether a fold that has failed in the folder is gone on with.</summary>
    public bool Resumes { get; init; }

    /// <summary>Who looks on.</summary>
    public FoldWatch Watch { get; init; } = FoldWatch.Nobody;

    /// <returns>the process's exit code</returns>
    public int Execute(CancellationToken stop)
    {
        using (var door = FolderDoor.Open(folder, Resumes))
        {
            if (door.Refused is { } refused)
                return Refuse(refused.Code, refused.Why);
        }
        _begun = clock.GetUtcNow();
        string notes = Path.GetTempFileName();
        try
        {
            MeshChoice.CheckRoom(shape.Ranks, PlanningMachine.This.Memory);
            using var launched = Launch(MpiLauncher.Find(), notes);
            Await(launched, stop);
            _lost = LostRank.Noted(File.ReadAllText(notes)) ?? _lost;
            return End(launched.ExitCode, stop);
        }
        catch (FoldException refused)
        {
            return Fail(refused.Kind, refused.Message);
        }
        finally
        {
            File.Delete(notes);
        }
    }

    private Process Launch(MpiLauncher launcher, string notes)
    {
        // In a session of its own: a terminal's Ctrl-C is this process's to answer, and the ranks shall end as they are asked to.
        var start = new ProcessStartInfo("setsid", [launcher.Program, .. launcher.Arguments(shape.Ranks, Environment.IsPrivilegedProcess, notes, Command)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string self = RankWatch.Words(Environment.ProcessId, ProcessClock.StartTicks(Environment.ProcessId)!.Value);
        foreach (var (name, value) in RankEnvironment.Of(shape.Ranks, Environment.ProcessorCount, Environment.GetEnvironmentVariable(RankEnvironment.Threads), self))
            start.Environment[name] = value;
        var launched = Process.Start(start)!;
        launched.OutputDataReceived += (_, line) => Tell(line.Data);
        launched.ErrorDataReceived += (_, line) => Tell(line.Data);
        launched.BeginOutputReadLine();
        launched.BeginErrorReadLine();
        return launched;
    }

    private void Await(Process launched, CancellationToken stop)
    {
        var (isAsked, told) = (false, new ProgressTail(folder));
        while (!launched.WaitForExit(s_lookAgain))
        {
            Follow(told);
            if (stop.IsCancellationRequested && !isAsked)
            {
                // The first rank stops them all at their next step; before it has shown itself, nothing is lost.
                ProcessSignal.AskToEnd(Engine() is { } first && ProcessClock.Lives(first) ? first.Pid : launched.Id);
                isAsked = true;
            }
        }
        launched.WaitForExit();
        Follow(told);
        // Its last signals may be under way still.
        SpinWait.SpinUntil(() => Engine()?.Ranks?.Any(Lives) != true, s_lastsAtMost);
    }

    private static bool Lives(RankProcess rank) => ProcessClock.StartTicks(rank.Pid) == rank.StartTicks;

    private void Follow(ProgressTail tail)
    {
        foreach (var step in tail.New())
        {
            _last = step;
            Watch.Step(step);
        }
    }

    // As the ranks have introduced themselves; an earlier fold may have left another.
    private EngineProcess? Engine() =>
        RunFolder.Read(folder.Engine, ContractJson.Default.EngineProcess) is { } engine && engine.StartedAt >= _begun ? engine : null;

    private int End(int code, CancellationToken stop)
    {
        if (File.Exists(folder.Done))
        {
            TellNotes();
            return ExitCode.Done;
        }
        if (RunFolder.Read(folder.Failed, ContractJson.Default.FoldFailed) is { } failed)
            return Fail(failed);
        if (code == ExitCode.FolderTaken)
            return code;
        if (_lost is { } lost)
            return Fail(LostRank.Told(folder, lost, Engine()?.Ranks?[lost], LastStage(), clock.GetUtcNow()));
        if (stop.IsCancellationRequested || File.Exists(folder.Cancel))
            return Fail(FailureKind.Cancelled, Failure.Cancelled);
        // Ranks that cannot begin have not touched the folder.
        return _refused is { } refused ? Fail(refused.Kind, refused.Cause) : Fail(FailureKind.Internal, $"The ranks ended without saying why (exit code {code}); the log may tell.");
    }

    private void TellNotes()
    {
        foreach (string note in RunFolder.Read(folder.File("results/manifest.json"), ManifestJson.Default.Manifest)?.Notes ?? [])
            Watch.Note(note);
    }

    private int Fail(FailureKind kind, string cause) =>
        Fail(new FoldFailed { FailedAt = clock.GetUtcNow(), Stage = LastStage(), Rank = 0, Kind = kind, Cause = cause });

    // Of those that are gone. A rank that failed alone may have left results behind that another was writing.
    private int Fail(FoldFailed failed)
    {
        using var hold = FolderLock.Take(folder);
        if (hold is null)
            return Refuse(ExitCode.FolderTaken, $"Another engine works in {folder.Path}.");
        ResultsWriter.Clear(folder);
        if (RunFolder.WriteFirst(folder.Failed, failed, ContractJson.Default.FoldFailed))
            _log.Say($"Failed at stage {failed.Stage} on rank {failed.Rank} ({failed.Kind}): {failed.Cause}");
        return ExitCode.Of(failed.Kind);
    }

    private FoldStage LastStage() => _last?.Stage ?? FoldStage.Start;

    private void Tell(string? line)
    {
        if (line is null)
            return;
        _log.Say(line);
        _lost ??= LostRank.In(line);
        _refused ??= RankRefusal.In(line);
    }

    private int Refuse(int code, string why)
    {
        _log.Say(why);
        return code;
    }
}
