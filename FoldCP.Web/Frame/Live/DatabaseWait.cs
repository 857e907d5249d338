using FoldCP.Jobs;

namespace FoldCP.Web.Frame.Live;

/// <summary>
/// Waits for a database that is away, as one is for seconds while it is started again. One for each open page: its frame says so
/// meanwhile (<see cref="DatabaseNote"/>).
/// </summary>
public sealed class DatabaseWait(TimeProvider clock)
{
    private static readonly TimeSpan s_tryAgainAfter = TimeSpan.FromSeconds(1);

    private int _waiting;

    /// <summary>A wait begins or ends.</summary>
    public event Action? Changed;

    public bool IsOn => _waiting > 0;

    /// <summary>Reads, again and again while the database is away. Any other fault is the caller's.</summary>
    public async Task<T> UntilReadAsync<T>(Func<Task<T>> read, CancellationToken stop)
    {
        bool waits = false;
        try
        {
            while (true)
            {
                try
                {
                    return await read();
                }
                catch (Exception away) when (away.IsDatabaseAway())
                {
                    if (!waits)
                        Count(1);
                    waits = true;
                }
                await Task.Delay(s_tryAgainAfter, clock, stop);
            }
        }
        finally
        {
            if (waits)
                Count(-1);
        }
    }

    /// <inheritdoc cref="UntilReadAsync{T}"/>
    public Task UntilReadAsync(Func<Task> read, CancellationToken stop) => UntilReadAsync(
        async () =>
        {
            await read();
            return true;
        },
        stop);

    private void Count(int more)
    {
        _waiting += more;
        Changed?.Invoke();
    }
}
