using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Clusters.Local;
using FoldCP.Tests;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Tests.Clusters.Local;

/// <summary>Real processes: a shell script stands in for the engine, as these tests are about starting, finding and stopping.</summary>
public sealed class LocalBackendTests : IDisposable
{
    private readonly TemporaryFolder _place = new();
    private readonly Guid _id = Guid.CreateVersion7();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private RunFolder Folder => new(_place.Path);

    private ClusterWork Work => new(_id, Folder, Ranks: 1);

    [Fact]
    public async Task Exit_code_is_known_after_the_end()
    {
        var backend = BackendWith("echo hello; exit 3");

        string name = await backend.SubmitAsync(Work, Stop);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State == ClusterState.Ended, Stop);

        Assert.Equal(3, (await ReportAsync(backend, name)).ExitCode);
        Assert.Contains("hello", File.ReadAllText(Folder.Log));
    }

    [Fact]
    public async Task Submitting_again_finds_the_first_and_starts_nothing()
    {
        var backend = BackendWith("echo started >>starts; exec sleep 600");

        string name = await backend.SubmitAsync(Work, Stop);
        string again = await BackendWith("exit 1").SubmitAsync(Work, Stop);

        Assert.Equal(name, again);
        await Until.TrueAsync(() => new FileInfo(_place.File("starts")) is { Exists: true, Length: > 0 }, Stop);
        Assert.Equal(ClusterState.Running, (await ReportAsync(backend, name)).State);
        await Until.TrueAsync(() => new FileInfo(_place.File("starts")) is { Exists: true, Length: > 0 }, Stop);
        await KillAsync(backend, name);
        Assert.Single(File.ReadAllLines(_place.File("starts")));
    }

    [Fact]
    public async Task Two_scripts_started_at_once_start_one_engine()
    {
        var backend = BackendWith("echo started >>starts; exit 0");
        File.WriteAllText(_place.File("engine.sh"), LocalScript.For(Work, OptionsWith("echo started >>starts; exit 0").Value));

        var scripts = Enumerable.Range(0, 5).Select(_ => Process.Start("setsid", ["--fork", "/bin/sh", _place.File("engine.sh")])!).ToList();
        foreach (var script in scripts)
            await script.WaitForExitAsync(Stop);
        await Until.TrueAsync(async () => (await ReportAsync(backend, "x")).State == ClusterState.Ended, Stop);
        await Until.TrueAsync(() => !Directory.EnumerateFiles(_place.Path).Any(x => Path.GetFileName(x).StartsWith("keeper.", StringComparison.Ordinal)), Stop);

        Assert.Single(File.ReadAllLines(_place.File("starts")));
    }

    [Fact]
    public async Task An_engine_that_was_killed_is_told_by_its_signal()
    {
        var backend = BackendWith(SaysWhoItIs + "exec sleep 600");
        string name = await backend.SubmitAsync(Work, Stop);
        var engine = await EngineAsync();

        engine.Send(Signals.Kill);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State == ClusterState.Ended, Stop);

        Assert.Equal(137, (await ReportAsync(backend, name)).ExitCode);
    }

    [Fact]
    public async Task An_engine_that_was_killed_together_with_its_script_has_vanished()
    {
        var backend = BackendWith(SaysWhoItIs + "exec sleep 600");
        string name = await backend.SubmitAsync(Work, Stop);
        await EngineAsync();

        LocalScript.KeeperFrom(name).SendToGroup(Signals.Kill);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State != ClusterState.Running, Stop);

        Assert.Equal(ClusterReport.Vanished, await ReportAsync(backend, name));
    }

    [Fact]
    public async Task An_engine_whose_script_was_killed_is_still_running()
    {
        var backend = BackendWith(SaysWhoItIs + "exec sleep 600");
        string name = await backend.SubmitAsync(Work, Stop);
        var engine = await EngineAsync();
        var keeper = LocalScript.KeeperFrom(name);

        keeper.Send(Signals.Kill);
        await Until.TrueAsync(() => !keeper.IsAlive(), Stop);

        Assert.Equal(ClusterReport.Running, await ReportAsync(backend, name));
        engine.Send(Signals.Kill);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State == ClusterState.Vanished, Stop);
    }

    [Fact]
    public async Task An_engine_whose_script_was_killed_before_it_showed_itself_is_still_running()
    {
        var backend = BackendWith("echo $$ >who; exec sleep 600");
        string name = await backend.SubmitAsync(Work, Stop);
        await Until.TrueAsync(() => File.Exists(_place.File("who")) && File.ReadAllText(_place.File("who")).EndsWith('\n'), Stop);
        var keeper = LocalScript.KeeperFrom(name);

        keeper.Send(Signals.Kill);
        await Until.TrueAsync(() => !keeper.IsAlive(), Stop);

        Assert.Equal(ClusterReport.Running, await ReportAsync(backend, name));
        int engine = int.Parse(File.ReadAllText(_place.File("who")));
        new ProcessIdentity(engine, ProcessClock.StartTicks(engine)!.Value).Send(Signals.Kill);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State == ClusterState.Vanished, Stop);
    }

    [Fact]
    public async Task A_living_process_with_the_id_of_the_script_is_not_the_script()
    {
        File.WriteAllText(_place.File(LocalScript.KeeperFile), $"{Environment.ProcessId} {ProcessClock.StartTicks(Environment.ProcessId)}");
        File.WriteAllText(_place.File(LocalScript.LockFile), "");

        Assert.Equal(ClusterReport.Vanished, await ReportAsync(BackendWith("exit 0"), "x"));
    }

    [Theory]
    [InlineData(LocalScript.ExitFile, "", ClusterState.Ended)]
    [InlineData(LocalScript.KeeperFile, "", ClusterState.Vanished)]
    [InlineData("engine.json", "{\"surprise\": 1}", ClusterState.Vanished)]
    public async Task A_damaged_note_is_one_fold_s_trouble_and_not_every_fold_s(string file, string note, ClusterState state)
    {
        using var other = new TemporaryFolder();
        File.WriteAllText(_place.File(file), note);
        File.WriteAllText(other.File(LocalScript.ExitFile), "3\n");
        var (damaged, healthy) = (new ClusterJob(_id, "x", Folder), new ClusterJob(Guid.CreateVersion7(), "y", new RunFolder(other.Path)));

        var reports = await BackendWith("exit 0").ObserveAsync([damaged, healthy], Stop);

        Assert.Equal(new ClusterReport(state), reports[damaged.FoldId]);
        Assert.Equal(ClusterReport.Ended(3), reports[healthy.FoldId]);
    }

    [Fact]
    public async Task A_note_that_cannot_be_opened_is_told_of_this_fold_alone()
    {
        Directory.CreateDirectory(_place.File(LocalScript.ExitFile));

        var report = await ReportAsync(BackendWith("exit 0"), "x");

        Assert.Equal(ClusterState.Unknown, report.State);
        Assert.Contains(LocalScript.ExitFile, report.Trouble);
    }

    [Theory]
    [InlineData("while [ ! -e cancel ]; do sleep 0.05; done; exit 5", 0, 5)]
    [InlineData("exec sleep 600", 6, 143)]
    [InlineData("trap '' TERM; while :; do sleep 0.05; done", 16, 137)]
    public async Task Stopping_goes_from_a_word_to_force(string engine, int askedForSeconds, int exitCode)
    {
        var backend = BackendWith(SaysWhoItIs + engine);
        string name = await backend.SubmitAsync(Work, Stop);
        await EngineAsync();

        await backend.CancelAsync(new ClusterJob(_id, name, Folder), TimeSpan.FromSeconds(askedForSeconds), Stop);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State == ClusterState.Ended, Stop);

        Assert.Equal(ClusterReport.Ended(exitCode), await ReportAsync(backend, name));
    }

    // As a launcher of ranks does: what it starts is in a session of its own, and does not listen.
    [Theory]
    [InlineData(SaysWhoItIs)]
    [InlineData("")]
    public async Task Force_ends_all_that_the_engine_has_started_in_whatever_session(string introduction)
    {
        var backend = BackendWith(introduction + """
            trap '' TERM
            setsid sh -c 'trap "" TERM; (trap "" TERM; echo $(exec sh -c "echo \$PPID") >rank.tmp; mv rank.tmp rank; while :; do sleep 0.05; done) & wait' &
            while :; do sleep 0.05; done
            """);
        string name = await backend.SubmitAsync(Work, Stop);
        await Until.TrueAsync(() => File.Exists(_place.File("rank")), Stop);
        int pid = int.Parse(File.ReadAllText(_place.File("rank")));
        var rank = new ProcessIdentity(pid, ProcessClock.StartTicks(pid)!.Value);

        await backend.CancelAsync(new ClusterJob(_id, name, Folder), TimeSpan.FromSeconds(6), Stop);
        Assert.True(rank.IsAlive());
        await backend.CancelAsync(new ClusterJob(_id, name, Folder), TimeSpan.FromSeconds(16), Stop);

        await Until.TrueAsync(() => !rank.IsAlive(), Stop);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State is ClusterState.Ended or ClusterState.Vanished, Stop);
    }

    [Fact]
    public async Task An_engine_sees_nothing_of_the_servers_settings()
    {
        Environment.SetEnvironmentVariable("LocalBackendTests__Password", "secret");
        var backend = BackendWith("env >environment; exit 0");

        string name = await backend.SubmitAsync(Work, Stop);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State == ClusterState.Ended, Stop);

        string environment = File.ReadAllText(_place.File("environment"));
        Assert.Contains("OMP_NUM_THREADS=1", environment);
        Assert.DoesNotContain("secret", environment);
    }

    public void Dispose() => _place.Dispose();

    /// <summary>What an engine does first: tells its process id and start time.</summary>
    private const string SaysWhoItIs = """
        printf '{"pid":%s,"startTicks":%s,"host":"h","engineVersion":"0","startedAt":"2026-03-01T12:00:00+00:00"}' $$ "$(cut -d ' ' -f 22 /proc/$$/stat)" >engine.tmp
        mv engine.tmp engine.json

        """;

    private LocalBackend BackendWith(string engine) => new(OptionsWith(engine), TimeProvider.System);

    private IOptions<EngineOptions> OptionsWith(string engine)
    {
        string script = _place.File("stand-in");
        if (!File.Exists(script))
        {
            File.WriteAllText(script, $"#!/bin/sh\n{engine}\n");
            File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }
        return Options.Create(new EngineOptions { Command = script });
    }

    private async Task<ClusterReport> ReportAsync(LocalBackend backend, string name)
        => (await backend.ObserveAsync([new ClusterJob(_id, name, Folder)], Stop))[_id];

    private async Task<ProcessIdentity> EngineAsync()
    {
        await Until.TrueAsync(() => File.Exists(Folder.Engine), Stop);
        var engine = RunFolder.Read(Folder.Engine, ContractJson.Default.EngineProcess)!;
        return new ProcessIdentity(engine.Pid, engine.StartTicks);
    }

    private async Task KillAsync(LocalBackend backend, string name)
    {
        LocalScript.KeeperFrom(name).SendToGroup(Signals.Kill);
        await Until.TrueAsync(async () => (await ReportAsync(backend, name)).State != ClusterState.Running, Stop);
    }
}
