namespace FoldCP.Engine.Run;

/// <summary>
/// What the engine says beside the contract's files. Its output is often a file on the run folder's own disk, and a full
/// disk must not decide how a fold ends: what cannot be written is counted, and told when there is room again.
/// </summary>
internal sealed class FoldLog(TextWriter output)
{
    private readonly Lock _turn = new();
    private int _lost;

    /// <summary>Lines that could not be written since the last that could.</summary>
    public int Lost => _lost;

    public void Say(string line)
    {
        lock (_turn)
        {
            try
            {
                if (_lost > 0)
                    output.WriteLine($"({_lost} lines could not be written here.)");
                output.WriteLine(line);
                _lost = 0;
            }
            catch (IOException)
            {
                _lost++;
            }
        }
    }
}
