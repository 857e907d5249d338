namespace FoldCP.Web.Frame.Live;

/// <summary>An answer that every open page asks for again and again: read once for all who ask, and kept until something changes.</summary>
/// <param name="read">reads it</param>
/// <param name="version">another number after each change; null while changes may go unheard, and then nothing is kept</param>
/// <param name="clock">the time</param>
internal sealed class SharedReading<T>(Func<Task<T>> read, Func<long?> version, TimeProvider clock)
{
    /// <summary>Even without news: someone may put right a row by hand.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(1);

    private readonly Lock _turn = new();
    private Reading? _latest;

    /// <param name="stop">ends this wait; the reading goes on for the others</param>
    public Task<T> GetAsync(CancellationToken stop)
    {
        lock (_turn)
        {
            // The number is taken before the reading begins: a change meanwhile makes the answer an old one.
            if (version() is var now && !StillHolds(now))
                _latest = new Reading(now, clock.GetUtcNow(), Task.Run(read, CancellationToken.None));
            return _latest!.Answer.WaitAsync(stop);
        }
    }

    private bool StillHolds(long? now)
        => now is not null && _latest is { Answer.IsFaulted: false } latest && latest.Version == now && clock.GetUtcNow() - latest.At < KeptFor;

    private sealed record Reading(long? Version, DateTimeOffset At, Task<T> Answer);
}
