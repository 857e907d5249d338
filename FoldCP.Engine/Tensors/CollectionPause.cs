using System.Runtime;

namespace FoldCP.Engine.Tensors;

/// <summary>
/// While anyone holds it, garbage is collected where <see cref="Renew"/> is called and, up to a budget, nowhere else. TorchSharp hands
/// native addresses of objects that nobody refers to any more, such as the number in <c>1 - x</c>, to native calls. Collected at that
/// moment, they are freed while the call reads them: then it fails, or computes something else (dotnet/TorchSharp#1434). That
/// takes a collection in a window of a microsecond, which a loaded machine meets once in some hundred thousand operations.
/// </summary>
internal sealed class CollectionPause : IDisposable
{
    /// <summary>Bytes of objects, not tensors: what is beyond is collected when it comes. A step makes some megabytes.</summary>
    public const long Budget = 64 << 20;

    private static readonly Lock s_change = new();
    private static int s_holders;
    private static long s_begin;
    private static int s_resting;

    // By this thread.
    [ThreadStatic]
    private static int s_held;

    private bool _isHeld = true;

    private CollectionPause()
    {
    }

    /// <summary>Holds it until the result is disposed. Holders may be several, also one inside another.</summary>
    public static CollectionPause Hold()
    {
        lock (s_change)
        {
            if (s_holders++ == 0)
                Start();
        }

        s_held++;
        return new();
    }

    /// <summary>Until the result is disposed, this thread makes no native call: what it holds keeps nobody from renewing.</summary>
    public static IDisposable Rest() => new Resting(s_held);

    /// <summary>
    /// Collects and begins anew, if half of the budget is gone and this holder is the only one that does not rest: to be called where no native
    /// call is under way.
    /// </summary>
    public void Renew()
    {
        lock (s_change)
        {
            if (_isHeld)
                RenewIfDue();
        }
    }

    /// <summary>The same between the slices of a long step, whose garbage may be more than the budget; nothing where nobody holds it, or several do.</summary>
    public static void BetweenSlices()
    {
        lock (s_change)
            RenewIfDue();
    }

    public void Dispose()
    {
        lock (s_change)
        {
            if (!_isHeld)
                return;
            _isHeld = false;
            s_held--;
            if (--s_holders == 0)
                End();
        }
    }

    private static void RenewIfDue()
    {
        if (s_holders - s_resting != 1 || GC.GetTotalAllocatedBytes() - s_begin < Budget / 2)
            return;
        End();
        Start();
    }

    // It collects first, to have room.
    private static void Start()
    {
        GC.TryStartNoGCRegion(Budget);
        s_begin = GC.GetTotalAllocatedBytes();
    }

    // Beyond the budget, or where a collection was asked for, it has ended already.
    private static void End()
    {
        if (GCSettings.LatencyMode == GCLatencyMode.NoGCRegion)
            GC.EndNoGCRegion();
    }

    private sealed class Resting : IDisposable
    {
        private readonly int _held;

        public Resting(int held)
        {
            _held = held;
            lock (s_change)
                s_resting += held;
        }

        public void Dispose()
        {
            lock (s_change)
                s_resting -= _held;
        }
    }
}
