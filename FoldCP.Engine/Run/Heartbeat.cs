using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Touches the folder's heartbeat from a timer's thread, so that a long step does not look like death.</summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(2);

    private readonly RunFolder _folder;
    private readonly FoldLog _log;
    private readonly ITimer _timer;

    /// <exception cref="IOException">the folder cannot be written</exception>
    public Heartbeat(RunFolder folder, TimeProvider clock, FoldLog log)
    {
        (_folder, _log) = (folder, log);
        Touch();
        _timer = clock.CreateTimer(_ => TryTouch(), null, s_beat, s_beat);
    }

    /// <summary>Returns when no beat can come any more.</summary>
    public void Dispose() => _timer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void TryTouch()
    {
        try
        {
            Touch();
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            // A full disk for a moment must not end a fold that may run for hours.
            _log.Say($"heartbeat: {cannot.Message}");
        }
    }

    // Writing nothing does not change a file's time; opening it with truncation does.
    private void Touch() => File.WriteAllBytes(_folder.Heartbeat, []);
}
