using System.Diagnostics;

namespace FoldCP.Engine.Parallel;

/// <summary>The end of this process, whatever state its libraries are in.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan s_within = TimeSpan.FromSeconds(3);

    /// <summary>Kills it in a while, unless it has ended by then.</summary>
    public static void Soon() => new Thread(() =>
    {
        Thread.Sleep(s_within);
        using var self = Process.GetCurrentProcess();
        self.Kill();
    })
    { IsBackground = true }.Start();
}
