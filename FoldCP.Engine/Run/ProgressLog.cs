using System.Text;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Run;

/// <summary>Tells how far the fold is, a line per step, and is where it stops if it is asked to.</summary>
internal sealed class ProgressLog : IDisposable
{
    private readonly RunFolder _folder;
    private readonly TimeProvider _clock;
    private readonly FoldLog _log;
    private readonly CancellationToken _stop;
    private readonly Stream _file;
    private readonly Dictionary<FoldStage, double> _seconds = [];
    private readonly List<string> _notes = [];
    private long _since;
    private FoldStage? _told;

    /// <summary>Of a rank that has nothing to tell anybody.</summary>
    public static ProgressLog Silent(RunFolder folder, TimeProvider clock, FoldRanks ranks, FoldWatch watch, CancellationToken stop)
        => new(Stream.Null, folder, clock, new(TextWriter.Null), stop) { Ranks = ranks, Watch = watch };

    /// <exception cref="IOException">the folder cannot be written</exception>
    public ProgressLog(RunFolder folder, TimeProvider clock, FoldLog log, CancellationToken stop)
        : this(Open(folder), folder, clock, log, stop)
    {
    }

    // The lines' file is this log's own from here on.
    internal ProgressLog(Stream file, RunFolder folder, TimeProvider clock, FoldLog log, CancellationToken stop)
    {
        (_file, _folder, _clock, _log, _stop) = (file, folder, clock, log, stop);
        _since = clock.GetTimestamp();
        DropTornLine();
    }

    /// <summary>Who folds together: all stop where one is asked to.</summary>
    public FoldRanks Ranks { get; init; } = FoldRanks.Alone;

    /// <summary>The stage at work, for the report of a failure.</summary>
    public FoldStage Stage => _told ?? FoldStage.Start;

    /// <summary>How long each stage took up to its latest step.</summary>
    public IReadOnlyDictionary<FoldStage, double> Seconds => _seconds;

    /// <param name="stage">which part of the fold</param>
    /// <param name="step">how many steps of this stage are finished</param>
    /// <param name="of">how many steps this stage has</param>
    /// <param name="message">in a biologist's words</param>
    /// <exception cref="OperationCanceledException">the fold shall stop</exception>
    public void Tell(FoldStage stage, int step, int of, string message)
    {
        Measure(stage);
        bool isNew = _told != stage;
        _told = stage;
        var line = new Progress(_clock.GetUtcNow(), stage, step, of, message);
        Append(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(line, ContractLineJson.Default.Progress) + "\n"));
        if (isNew)
            _log.Say($"{stage}: {message}");
        Watch.Step(line);
        ThrowIfCancelled();
    }

    /// <summary>Looks between steps too. Called by all ranks, which stop together or not at all: one that left would be waited for.</summary>
    /// <exception cref="OperationCanceledException">the fold shall stop</exception>
    public void ThrowIfCancelled()
    {
        bool isWanted = _stop.IsCancellationRequested || (Ranks.Leads && File.Exists(_folder.Cancel));
        if (Ranks.AnyWants(isWanted))
            throw new OperationCanceledException("A signal or the run folder's file named cancel asked for it.");
    }

    /// <summary>What was told beside the steps.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Who looks on.</summary>
    public FoldWatch Watch { get; init; } = FoldWatch.Nobody;

    /// <summary>Says what is done otherwise than the input says, or means nothing to the network.</summary>
    public void Note(string line)
    {
        _notes.Add(line);
        _log.Say(line);
        Watch.Note(line);
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(RunFolder folder)
        => new(folder.Progress, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    // One write per line: a reader never sees a line grow.
    private void Append(byte[] line)
    {
        long end = _file.Position;
        try
        {
            _file.Write(line);
        }
        catch (IOException full)
        {
            // A full disk for a moment must not end a fold that may run for hours; the next line stands where this one should.
            _log.Say($"progress.jsonl: {full.Message}");
            _file.SetLength(end);
            _file.Position = end;
        }
    }

    private void Measure(FoldStage stage)
    {
        long now = _clock.GetTimestamp();
        _seconds[stage] = _seconds.GetValueOrDefault(stage) + _clock.GetElapsedTime(_since, now).TotalSeconds;
        _since = now;
    }

    // An engine that was killed may have left half a line.
    private void DropTornLine()
    {
        long end = _file.Length;
        for (; end > 0; end--)
        {
            _file.Position = end - 1;
            if (_file.ReadByte() == '\n')
                break;
        }
        _file.SetLength(end);
        _file.Position = end;
    }
}
