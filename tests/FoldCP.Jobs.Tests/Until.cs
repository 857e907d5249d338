using System.Diagnostics;

namespace FoldCP.Jobs.Tests;

/// <summary>Waits for a condition of the world outside, such as a process's end, and fails when it does not come.</summary>
internal static class Until
{
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<bool> condition, CancellationToken stop) => TrueAsync(() => Task.FromResult(condition()), stop);

    public static async Task TrueAsync(Func<Task<bool>> condition, CancellationToken stop)
    {
        long begin = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < s_deadline, $"Waited {s_deadline.TotalSeconds} s in vain.");
            await Task.Delay(20, stop);
        }
    }
}
