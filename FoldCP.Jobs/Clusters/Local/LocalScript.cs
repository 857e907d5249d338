namespace FoldCP.Jobs.Clusters.Local;

/// <summary>The script that keeps one engine on this computer, and the notes it leaves, as text. No processes here.</summary>
internal static class LocalScript
{
    public const string FileName = "engine.sh";

    /// <summary>Who keeps the engine; appears once, whole, before the engine starts.</summary>
    public const string KeeperFile = "keeper";

    /// <summary>The engine's exit code, once it has one.</summary>
    public const string ExitFile = "exit_code";

    /// <summary>
    /// The script. It is to run in a session of its own, so that it outlives whoever starts it. Of two that are started, the second
    /// cannot link the keeper file and leaves. The engine is nice to the web server beside it.
    /// </summary>
    public static string For(ClusterWork work, EngineOptions engine) => $"""
        #!/bin/sh
        # Fold {work.FoldId}: starts the engine, keeps its output, notes how it ended.
        cd {Quote(work.Folder.Path)} || exit 1
        exec </dev/null >>log.txt 2>&1
        read -r boot </proc/sys/kernel/random/boot_id
        echo "$$ $(cut -d ' ' -f 22 /proc/$$/stat) $boot" >{KeeperFile}.$$
        ln {KeeperFile}.$$ {KeeperFile}
        first=$?
        rm -f {KeeperFile}.$$
        [ $first -eq 0 ] || exit 1
        export OMP_NUM_THREADS={engine.Threads}
        nice -n 5 {Command(engine.Command)} fold {Quote(work.Folder.Path)}
        code=$?
        echo $code >{ExitFile}.tmp
        mv {ExitFile}.tmp {ExitFile}
        exit $code

        """;

    /// <summary>Reads the keeper's note: "4711 123456 boot-id".</summary>
    /// <exception cref="InvalidDataException">it is no such note</exception>
    public static Keeper KeeperFrom(string note)
        => note.Trim().Split(' ') is [var pid, var ticks, .. var boot]
            && int.TryParse(pid, out int id) && long.TryParse(ticks, out long start)
                ? new Keeper(new ProcessIdentity(id, start), boot is [var name, ..] ? name : "")
                : throw new InvalidDataException($"'{note.Trim()}' is not a keeper's note: process id, start ticks, boot id.");

    /// <summary>Reads the exit code's note.</summary>
    /// <exception cref="InvalidDataException">it is no number</exception>
    public static int ExitCodeFrom(string note)
        => int.TryParse(note.Trim(), out int code) ? code : throw new InvalidDataException($"'{note.Trim()}' is not an exit code.");

    private static string Command(string engine)
        => engine.EndsWith(".dll", StringComparison.Ordinal) ? $"dotnet {Quote(engine)}" : Quote(engine);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

/// <summary>The script's process, and the boot of the machine in which it lives.</summary>
/// <param name="Process">also the leader of the session in which the engine runs</param>
/// <param name="Boot">the kernel's boot id; empty where it tells none</param>
internal sealed record Keeper(ProcessIdentity Process, string Boot)
{
    public override string ToString() => $"{Process.Pid} {Process.StartTicks} {Boot}".TrimEnd();
}
