using System.Diagnostics;
using FoldCP.Engine.Tests.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>A Slurm of this machine alone, on loopback, without accounts or privileges; started when it is first asked for.</summary>
public sealed class PrivateSlurm : IDisposable
{
    private const string Launcher = "/usr/bin/srun";
    private const string Controller = "/usr/sbin/slurmctld";
    private const string OfNode = "/usr/sbin/slurmd";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly List<Process> _daemons = [];

    private string Configuration => _folder.File("slurm.conf");

    /// <summary>Two tasks by <c>srun</c>. Skips the test where there is no Slurm.</summary>
    /// <param name="mpi">by which they find one another: pmix or none</param>
    /// <param name="environment">variables, such as A=1</param>
    /// <param name="command">of each</param>
    internal EngineUnderTest Launch(string mpi, string[] environment, params string[] command)
    {
        foreach (string program in (string[])[Launcher, Controller, OfNode])
            Assert.SkipUnless(File.Exists(program), $"skipped: no {program} (Debian: slurmctld slurmd slurm-client slurm-wlm-basic-plugins)");
        if (_daemons.Count == 0)
            Start();
        Assert.SkipUnless(Said(Launcher, "--mpi=list").Contains(mpi, StringComparison.Ordinal), $"skipped: Slurm without {mpi}");
        return EngineUnderTest.Run("/usr/bin/env", [$"SLURM_CONF={Configuration}", .. environment, Launcher, "-n", "2", $"--mpi={mpi}", "--kill-on-bad-exit=1", .. command]);
    }

    public void Dispose()
    {
        // What cleans up after a task would write where nothing is any more.
        if (_daemons.Count > 0)
            SpinWait.SpinUntil(() => Said("/usr/bin/squeue", "-h").Length == 0, s_patience);
        foreach (var daemon in _daemons)
        {
            daemon.Kill(entireProcessTree: true);
            daemon.WaitForExit();
            daemon.Dispose();
        }
        _folder.Dispose();
    }

    private void Start()
    {
        foreach (string name in (string[])["state", "spool", "tmp"])
            Directory.CreateDirectory(_folder.File(name));
        File.WriteAllText(Configuration, Settings());
        _daemons.Add(Daemon(Controller, "-D", "-f", Configuration));
        _daemons.Add(Daemon(OfNode, "-D", "-f", Configuration, "-N", "localhost"));
        Assert.True(SpinWait.SpinUntil(() => Said("/usr/bin/sinfo", "-h", "-t", "idle", "-o", "%N").Contains("localhost", StringComparison.Ordinal), s_patience), Told());
    }

    // What they say is read by who wonders why they have not started.
    private Process Daemon(string program, params string[] words) =>
        Process.Start("/bin/sh", ["-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", Log(program), program, .. words]);

    private string Log(string program) => _folder.File(Path.GetFileName(program) + ".log");

    private string Told() => string.Concat(((string[])[Controller, OfNode]).Select(program => File.ReadAllText(Log(program))));

    private string Said(string program, params string[] words)
    {
        var start = new ProcessStartInfo("timeout", ["5", program, .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SLURM_CONF"] = Configuration },
        };
        using var process = Process.Start(start)!;
        var warned = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return said + warned.GetAwaiter().GetResult();
    }

    private string Settings() => $"""
        ClusterName=foldcp
        SlurmctldHost={Environment.MachineName}(127.0.0.1)
        SlurmctldPort={TcpRendezvousTests.FreePort()}
        SlurmUser={Environment.UserName}
        SlurmdUser={Environment.UserName}
        AuthType=auth/none
        CredType=cred/none
        StateSaveLocation={_folder.File("state")}
        SlurmdSpoolDir={_folder.File("spool")}
        SlurmctldPidFile={_folder.File("slurmctld.pid")}
        SlurmdPidFile={_folder.File("slurmd.pid")}
        TmpFS={_folder.File("tmp")}
        ProctrackType=proctrack/linuxproc
        TaskPlugin=task/none
        JobAcctGatherType=jobacct_gather/none
        AccountingStorageType=accounting_storage/none
        MpiDefault=none
        SwitchType=switch/none
        SchedulerType=sched/builtin
        SelectType=select/cons_tres
        SelectTypeParameters=CR_Core
        SlurmdParameters=config_overrides
        KillWait=5
        ReturnToService=2
        NodeName=localhost NodeHostname={Environment.MachineName} NodeAddr=127.0.0.1 Port={TcpRendezvousTests.FreePort()} CPUs=4 State=UNKNOWN
        PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP

        """;
}
