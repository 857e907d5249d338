namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>Lets one of several threads work at a time. Whoever must wait for something another does gives up its turn until that is done.</summary>
internal sealed class Turns(int threads)
{
    private readonly Lock _change = new();
    private readonly LinkedList<Waiter> _waiting = [];
    private int _alive = threads;
    private bool _isTaken;
    private Exception? _over;

    /// <summary>A thread's first act: waits for its first turn.</summary>
    public void Begin() => Await(() => true, isFirst: true);

    /// <summary>Gives up the turn until something is so; only those who have the turn change whether it is.</summary>
    /// <exception cref="RanksCalledOffException">another thread has failed</exception>
    /// <exception cref="InvalidOperationException">all wait for one another</exception>
    public void RestUntil(Func<bool> isReady) => Await(isReady, isFirst: false);

    /// <summary>A thread's last act.</summary>
    public void End()
    {
        lock (_change)
        {
            _alive--;
            _isTaken = false;
            PassOn();
        }
    }

    /// <summary>Nobody gets a turn any more.</summary>
    public void CallOff()
    {
        lock (_change)
            Stop(new RanksCalledOffException());
    }

    private void Await(Func<bool> isReady, bool isFirst)
    {
        var own = new Waiter(isReady);
        lock (_change)
        {
            _waiting.AddLast(own);
            _isTaken &= isFirst;
            PassOn();
        }

        own.Turn.Wait();
        own.Turn.Dispose();
        if (_over is not null)
            throw _over is RanksCalledOffException ? new RanksCalledOffException() : new InvalidOperationException(_over.Message);
    }

    private void PassOn()
    {
        if (_isTaken)
            return;
        if (_over is null && _waiting.FirstOrDefault(waiter => waiter.IsReady()) is { } next)
        {
            _isTaken = true;
            _waiting.Remove(next);
            next.Turn.Set();
        }
        else if (_over is not null)
        {
            Stop(_over);
        }
        else if (_alive > 0 && _waiting.Count == _alive)
        {
            Stop(new InvalidOperationException("Every rank waits for a message of another, and none has sent it: the ranks do not agree on what they exchange."));
        }
    }

    private void Stop(Exception cause)
    {
        _over ??= cause;
        foreach (var waiter in _waiting)
            waiter.Turn.Set();
        _waiting.Clear();
    }

    private sealed record Waiter(Func<bool> IsReady)
    {
        public ManualResetEventSlim Turn { get; } = new();
    }
}
