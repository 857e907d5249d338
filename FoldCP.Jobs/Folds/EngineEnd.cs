using FoldCP.Contract;
using FoldCP.Jobs.Clusters;

namespace FoldCP.Jobs.Folds;

/// <summary>What to tell a user of an engine that left without <c>done.json</c> or <c>failed.json</c>.</summary>
internal static class EngineEnd
{
    private const int SignalBase = 128;
    private const int OutOfMemoryKiller = 9;

    /// <param name="report">how the back end saw it end</param>
    /// <param name="last">the engine's last word, if there is one</param>
    public static string Words(ClusterReport report, Progress? last)
        => $"{Cause(report)} {Place(last)}; nothing is lost, fold it again.";

    private static string Cause(ClusterReport report) => report.ExitCode switch
    {
        null when report.State == ClusterState.Ended => "The engine ended, and the note of how it ended cannot be read (the disk may have been full)",
        null => "The engine vanished (killed together with its script, or the machine was restarted)",
        ExitCode.Done => "The engine left without a result (exit code 0)",
        ExitCode.FolderTaken => "Another engine holds the run folder (exit code 6)",
        126 or 127 => $"The engine could not be started (exit code {report.ExitCode}; the log says why)",
        SignalBase + OutOfMemoryKiller => "The engine process was killed (signal 9; the system does this when memory runs out)",
        > SignalBase and var code => $"The engine process was killed (signal {code - SignalBase})",
        var code => $"The engine stopped without saying why (exit code {code}; the log may tell)",
    };

    private static string Place(Progress? last) => last switch
    {
        null => "before its first step",
        { Of: 0 } => $"during {last.Stage}",
        _ => $"during {last.Stage}, step {last.Step} of {last.Of}",
    };
}
