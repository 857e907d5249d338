using System.Text;
using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Tells how far the fold is, a line per step, and is where it stops if it is asked to.</summary>
internal sealed class ProgressLog : IDisposable
{
    private readonly RunFolder folder;
    private readonly TimeProvider clock;
    private readonly CancellationToken stop;
    private readonly FileStream file;

    public ProgressLog(RunFolder folder, TimeProvider clock, CancellationToken stop)
    {
        (this.folder, this.clock, this.stop) = (folder, clock, stop);
        file = new FileStream(folder.Progress, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        DropTornLine();
    }

    /// <summary>The stage at work, for the report of a failure.</summary>
    public FoldStage Stage { get; private set; }

    /// <param name="stage">which part of the fold</param>
    /// <param name="step">how many steps of this stage are finished</param>
    /// <param name="of">how many steps this stage has</param>
    /// <param name="message">in a biologist's words</param>
    /// <exception cref="OperationCanceledException">the fold shall stop</exception>
    public void Tell(FoldStage stage, int step, int of, string message)
    {
        Stage = stage;
        var line = new Progress(clock.GetUtcNow(), stage, step, of, message);
        // One write per line: a reader never sees a line grow.
        file.Write(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, ContractLineJson.Default.Progress) + "\n"));
        ThrowIfCancelled();
    }

    /// <exception cref="OperationCanceledException">the fold shall stop</exception>
    public void ThrowIfCancelled()
    {
        stop.ThrowIfCancellationRequested();
        if (File.Exists(folder.Cancel))
            throw new OperationCanceledException("The run folder has a file named cancel.");
    }

    public void Dispose() => file.Dispose();

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
