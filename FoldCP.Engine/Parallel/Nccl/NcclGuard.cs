namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>
/// Looks after the communicators of a process: NCCL tells of an error only to who asks, and until a communicator is aborted, the
/// device waits for a lost rank for ever.
/// </summary>
internal sealed class NcclGuard : IDisposable
{
    private static readonly TimeSpan s_beat = TimeSpan.FromMilliseconds(100);

    // A call that does not come back, since it connects to a rank that is gone, holds the lock for good.
    private static readonly TimeSpan s_longestCall = TimeSpan.FromSeconds(2);

    private readonly NcclLibrary _library;
    private readonly Action<string> _lost;
    private readonly ITimer _timer;
    private readonly Lock _calls = new();
    private readonly Lock _list = new();
    private readonly List<nint> _comms = [];
    private string? _failure;
    private bool _isHeard;

    /// <param name="library">whose communicators</param>
    /// <param name="clock">the time</param>
    /// <param name="lost">told once, on another thread, that the ranks cannot go on, and why</param>
    public NcclGuard(NcclLibrary library, TimeProvider clock, Action<string> lost)
    {
        (_library, _lost) = (library, lost);
        _timer = clock.CreateTimer(_ => Look(), null, s_beat, s_beat);
    }

    /// <summary>Calls NCCL, one thread at a time.</summary>
    /// <exception cref="NcclException">it failed, or the ranks could not go on before</exception>
    public T Call<T>(Func<T> call)
    {
        lock (_calls)
        {
            ThrowIfFailed();
            return call();
        }
    }

    /// <summary>Looks after a communicator from now on; zero is none.</summary>
    public nint Guard(nint comm)
    {
        lock (_list)
        {
            if (comm != 0)
                _comms.Add(comm);
        }
        return comm;
    }

    /// <summary>Ends what is under way. Whoever asks for anything from now on is told why.</summary>
    public void Fail(string reason)
    {
        if (Interlocked.CompareExchange(ref _failure, reason, null) is not null)
            return;
        if (_calls.TryEnter(s_longestCall))
        {
            try
            {
                AbortAll();
            }
            finally
            {
                _calls.Exit();
            }
        }
        _lost(reason);
    }

    /// <summary>Whether somebody has been told that the ranks cannot go on.</summary>
    public bool IsHeard => Volatile.Read(ref _isHeard);

    /// <exception cref="NcclException">the ranks cannot go on</exception>
    public void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is not { } reason)
            return;
        Volatile.Write(ref _isHeard, true);
        throw new NcclException(reason);
    }

    /// <summary>Gives the communicators back, the last one first.</summary>
    public void Dispose()
    {
        _timer.DisposeAsync().AsTask().GetAwaiter().GetResult();
        lock (_list)
        {
            // Where a rank is gone, this would wait for it.
            foreach (nint comm in _failure is null ? Enumerable.Reverse(_comms) : [])
                _library.Destroy(comm);
            _comms.Clear();
        }
    }

    private void Look()
    {
        if (Volatile.Read(ref _failure) is null && FirstError() is { } error)
            Fail($"A message between the ranks failed: {error}.");
    }

    private string? FirstError()
    {
        lock (_list)
            return _comms.Select(_library.AsyncError).FirstOrDefault(error => error is not null);
    }

    private void AbortAll()
    {
        lock (_list)
        {
            _comms.ForEach(_library.Abort);
            _comms.Clear();
        }
    }
}
