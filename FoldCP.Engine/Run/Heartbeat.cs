using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Touches the folder's heartbeat from a thread of its own, so that a long step does not look like death.</summary>
internal sealed class Heartbeat : IDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private readonly ManualResetEventSlim ended = new();
    private readonly Thread thread;

    public Heartbeat(RunFolder folder, TextWriter log)
    {
        // The first beat is ours: a folder that cannot be written shall fail here.
        Touch(folder);
        thread = new Thread(() => Run(folder, log)) { IsBackground = true, Name = "heartbeat" };
        thread.Start();
    }

    /// <summary>Returns when no beat can come any more.</summary>
    public void Dispose()
    {
        if (!thread.IsAlive)
            return;
        ended.Set();
        thread.Join();
        ended.Dispose();
    }

    private void Run(RunFolder folder, TextWriter log)
    {
        while (!ended.Wait(Beat))
        {
            try
            {
                Touch(folder);
            }
            catch (Exception cannot) when (cannot is IOException or UnauthorizedAccessException)
            {
                // A full disk for a moment must not end a fold that may run for hours.
                log.WriteLine($"heartbeat: {cannot.Message}");
            }
        }
    }

    // Writing nothing does not change a file's time; opening it with truncation does.
    private static void Touch(RunFolder folder) => File.WriteAllBytes(folder.Heartbeat, []);
}
