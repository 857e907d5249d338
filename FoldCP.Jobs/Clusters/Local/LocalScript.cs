namespace FoldCP.Jobs.Clusters.Local;

/// <summary>The script that keeps one engine on this computer, and the notes it leaves, as text. No processes here.</summary>
internal static class LocalScript
{
    public const string FileName = "engine.sh";

    /// <summary>Who keeps the engine; appears once, whole, before the engine starts.</summary>
    public const string KeeperFile = "keeper";

    /// <summary>Locked from before the keeper's note until script, engine and all that they started are gone.</summary>
    public const string LockFile = "session.lock";

    /// <summary>The engine's exit code, once it has one.</summary>
    public const string ExitFile = "exit_code";

    /// <summary>
    /// The script. It is to run in a session of its own, so that it outlives whoever starts it. Of two that are started, the second
    /// finds the lock held, or cannot link the keeper file, and leaves. The engine inherits the open lock file, so the lock is held
    /// while any of them lives, however the others ended. SIGTERM is the engine's to hear: the script stays to note the end, and to be asked
    /// what has been started. It is nice to the web server beside it. On a full disk a note is not made.
    /// </summary>
    public static string For(ClusterWork work, EngineOptions engine) => $"""
        #!/bin/sh
        # Fold {work.FoldId}: starts the engine, keeps its output, notes how it ended.
        cd {Quote(work.Folder.Path)} || exit 1
        exec </dev/null >>log.txt 2>&1
        exec 9>>{LockFile}
        flock -n 9 || exit 1
        echo "$$ $(cut -d ' ' -f 22 /proc/$$/stat)" >{KeeperFile}.$$ && ln {KeeperFile}.$$ {KeeperFile}
        first=$?
        rm -f {KeeperFile}.$$
        [ $first -eq 0 ] || exit 1
        trap : TERM
        export OMP_NUM_THREADS={engine.Threads}
        nice -n 5 {Command(engine.Command)} fold {Quote(work.Folder.Path)}{Shared(work)}
        code=$?
        echo $code >{ExitFile}.tmp && mv {ExitFile}.tmp {ExitFile}
        exit $code

        """;

    /// <summary>Reads the keeper's note, "4711 123456": the script's process, which leads the session in which the engine runs.</summary>
    /// <exception cref="InvalidDataException">it is no such note</exception>
    public static ProcessIdentity KeeperFrom(string note)
        => note.Trim().Split(' ') is [var pid, var ticks] && int.TryParse(pid, out int id) && long.TryParse(ticks, out long start)
            ? new ProcessIdentity(id, start)
            : throw new InvalidDataException($"'{note.Trim()}' is not a keeper's note: process id, start ticks.");

    /// <summary>Reads the exit code's note.</summary>
    /// <returns>null if it is no number, as after a power cut</returns>
    public static int? ExitCodeFrom(string note) => int.TryParse(note.Trim(), out int code) ? code : null;

    private static string Shared(ClusterWork work)
        => (work.Ranks > 1 ? $" --ranks {work.Ranks}" : "") + (work.Mesh is { } mesh ? $" --mesh {Quote(mesh)}" : "");

    private static string Command(string engine)
        => engine.EndsWith(".dll", StringComparison.Ordinal) ? $"dotnet {Quote(engine)}" : Quote(engine);

    private static string Quote(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
