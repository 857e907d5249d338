using System.Diagnostics;

namespace FoldCP.Tests;

/// <summary>Waits for a condition of the world outside, such as a process's end, and fails when it does not come.</summary>
internal static class Until
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<bool> condition, CancellationToken stop, TimeSpan? deadline = null)
        => TrueAsync(() => Task.FromResult(condition()), stop, deadline);

    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken stop, TimeSpan? deadline = null)
    {
        var patience = deadline ?? s_deadline;
        long begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Xunit.Assert.True(Stopwatch.GetElapsedTime(begin) < patience, $"Waited {patience.TotalSeconds} s in vain.");
            await Task.Delay(20, stop);
        }
    }
}
