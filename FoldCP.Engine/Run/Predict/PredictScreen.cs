using FoldCP.Contract;

namespace FoldCP.Engine.Run.Predict;

/// <summary>What the user sees: a bar that moves on a terminal, and a line for each stage where nobody would see it move.</summary>
internal sealed class PredictScreen(TextWriter output, bool isTerminal, TimeProvider clock)
{
    private const int BarWidth = 24;
    private const int Columns = 79;
    private const string ToLineEnd = "\u001b[K";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private Progress? told;
    private long drawn;
    private bool hasBar;

    public void Say(string line)
    {
        Wipe();
        output.WriteLine(line);
    }

    /// <summary>A fold begins.</summary>
    public void Begin(string line)
    {
        told = null;
        Say(line);
    }

    public void Step(Progress progress)
    {
        if (isTerminal)
            Draw(progress);
        else if (progress.Stage != told?.Stage || (progress.Step == 0 && progress.Message != told.Message))
            output.WriteLine($"  {progress.Message}");
        told = progress;
    }

    private void Draw(Progress progress)
    {
        if (progress.Stage == told?.Stage && progress.Step < progress.Of && clock.GetElapsedTime(drawn) < Pause)
            return;
        drawn = clock.GetTimestamp();
        int filled = progress.Of > 0 ? (int)((long)BarWidth * progress.Step / progress.Of) : BarWidth;
        string line = $"  [{new string('#', filled)}{new string('.', BarWidth - filled)}] {progress.Step}/{progress.Of} {progress.Message}";
        output.Write($"\r{(line.Length > Columns ? line[..Columns] : line)}{ToLineEnd}");
        output.Flush();
        hasBar = true;
    }

    private void Wipe()
    {
        if (hasBar)
            output.Write($"\r{ToLineEnd}");
        hasBar = false;
    }
}
