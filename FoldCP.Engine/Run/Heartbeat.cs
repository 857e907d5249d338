using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Touches the folder's heartbeat from a timer's thread, so that a long step does not look like death.</summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly RunFolder folder;
    private readonly FoldLog log;
    private readonly ITimer timer;

    /// <exception cref="IOException">the folder cannot be written</exception>
    public Heartbeat(RunFolder folder, TimeProvider clock, FoldLog log)
    {
        (this.folder, this.log) = (folder, log);
        Touch();
        timer = clock.CreateTimer(_ => TryTouch(), null, Beat, Beat);
    }

    /// <summary>Returns when no beat can come any more.</summary>
    public void Dispose() => timer.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private void TryTouch()
    {
        try
        {
            Touch();
        }
        catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
        {
            // A full disk for a moment must not end a fold that may run for hours.
            log.Say($"heartbeat: {cannot.Message}");
        }
    }

    // Writing nothing does not change a file's time; opening it with truncation does.
    private void Touch() => File.WriteAllBytes(folder.Heartbeat, []);
}
