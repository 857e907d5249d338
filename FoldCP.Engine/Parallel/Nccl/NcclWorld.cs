using FoldCP.Contract;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>All processes of a run, each with a GPU of its own.</summary>
/// <remarks>
/// NCCL notices that a peer is gone only where messages go over a network, so the rendezvous stays open for as long as the world does. Who hears of a loss gives
/// up what is under way, and throws wherever the next tensor is sent or waited for; who does not get there in time is ended.
/// </remarks>
internal sealed class NcclWorld : IDisposable
{
    private static readonly TimeSpan s_hearsWithin = TimeSpan.FromSeconds(5);

    private readonly IRendezvous _meeting;
    private readonly TimeProvider _clock;
    private readonly NcclGuard _guard;
    private ITimer? _end;

    private NcclWorld(IRendezvous meeting, NcclLibrary library, DeviceStreams streams, Device device, TimeProvider clock)
    {
        (_meeting, _clock) = (meeting, clock);
        _guard = new(library, clock, Lose);
        meeting.Lost += _guard.Fail;
        var id = NcclId.Of(meeting.Meet(library.Version, () => library.NewId().ToBytes()));
        nint comm = _guard.Call(() => _guard.Guard(library.Join(id, meeting.Size, meeting.Rank)));
        Everyone = new(new(library, streams, _guard, device), comm, meeting.Size, meeting.Rank);
    }

    public NcclCommunicator Everyone { get; }

    /// <param name="meeting">with the other processes; it stays the caller's own</param>
    /// <param name="library">NCCL</param>
    /// <param name="streams">of the GPU</param>
    /// <param name="device">where tensors lie while they are sent</param>
    /// <param name="clock">the time</param>
    /// <exception cref="NcclException">the ranks do not come together</exception>
    public static NcclWorld Start(IRendezvous meeting, NcclLibrary library, DeviceStreams streams, Device device, TimeProvider clock)
        => new(meeting, library, streams, device, clock);

    /// <summary>This rank cannot go on, and the others are not to wait for it.</summary>
    public void Fail(string reason) => _guard.Fail(reason);

    public void Dispose()
    {
        _meeting.Lost -= _guard.Fail;
        _guard.Dispose();
        _end?.Dispose();
    }

    private void Lose(string reason)
    {
        _meeting.Tell(reason);
        _end = _clock.CreateTimer(_ => EndUnlessHeard(reason), null, s_hearsWithin, Timeout.InfiniteTimeSpan);
    }

    private void EndUnlessHeard(string reason)
    {
        if (_guard.IsHeard)
            return;
        Console.Error.WriteLine($"Rank {_meeting.Rank}: {reason}");
        _meeting.End(ExitCode.Internal);
    }
}
