using System.Text;
using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Tells how far the fold is, a line per step, and is where it stops if it is asked to.</summary>
internal sealed class ProgressLog : IDisposable
{
    private readonly RunFolder folder;
    private readonly TimeProvider clock;
    private readonly TextWriter log;
    private readonly CancellationToken stop;
    private readonly FileStream file;
    private readonly Dictionary<FoldStage, double> seconds = [];
    private long since;
    private FoldStage? told;

    public ProgressLog(RunFolder folder, TimeProvider clock, TextWriter log, CancellationToken stop)
    {
        (this.folder, this.clock, this.log, this.stop) = (folder, clock, log, stop);
        since = clock.GetTimestamp();
        file = new FileStream(folder.Progress, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        DropTornLine();
    }

    /// <summary>The stage at work, for the report of a failure.</summary>
    public FoldStage Stage => told ?? FoldStage.Start;

    /// <summary>How long each stage took up to its latest step.</summary>
    public IReadOnlyDictionary<FoldStage, double> Seconds => seconds;

    /// <param name="stage">which part of the fold</param>
    /// <param name="step">how many steps of this stage are finished</param>
    /// <param name="of">how many steps this stage has</param>
    /// <param name="message">in a biologist's words</param>
    /// <exception cref="OperationCanceledException">the fold shall stop</exception>
    public void Tell(FoldStage stage, int step, int of, string message)
    {
        Measure(stage);
        if (told != stage)
            log.WriteLine($"{stage}: {message}");
        told = stage;
        var line = new Progress(clock.GetUtcNow(), stage, step, of, message);
        // One write per line: a reader never sees a line grow.
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, ContractLineJson.Default.Progress) + "\n"));
        ThrowIfCancelled();
    }

    public void Dispose() => file.Dispose();

    private void Measure(FoldStage stage)
    {
        long now = clock.GetTimestamp();
        seconds[stage] = seconds.GetValueOrDefault(stage) + clock.GetElapsedTime(since, now).TotalSeconds;
        since = now;
    }

    private void ThrowIfCancelled()
    {
        stop.ThrowIfCancellationRequested();
        if (File.Exists(folder.Cancel))
            throw new OperationCanceledException("The run folder has a file named cancel.");
    }

    // An engine that was killed may have left half a line.
    private void DropTornLine()
    {
        long end = file.Length;
        for (; end > 0; end--)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
                break;
        }
        file.SetLength(end);
        file.Position = end;
    }
}
