using System.Collections.Concurrent;
using FoldCP.Engine.Parallel.Nccl;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>Ranks that are threads, each with a world of its own, over a library that stands for NCCL.</summary>
internal static class NcclRanks
{
    /// <summary>What each rank's work has come to, in their order: null, or how it failed.</summary>
    public static IReadOnlyList<Exception?> Run(int size, NcclStub stub, Action<NcclWorld> work)
    {
        using var place = new MeetingPlace(size);
        var failures = new Exception?[size];
        var threads = Enumerable.Range(0, size).Select(rank => new Thread(() => failures[rank] = Try(() => Work(place.Seat(rank), stub, work)))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return failures;
    }

    private static void Work(IRendezvous meeting, NcclStub stub, Action<NcclWorld> work)
    {
        set_num_threads(1);
        using var world = NcclWorld.Start(meeting, stub.Library, stub.Streams, CPU, TimeProvider.System);
        try
        {
            work(world);
        }
        catch (Exception failure)
        {
            world.Fail($"Rank {meeting.Rank} failed: {failure.Message}");
            throw;
        }
    }

    private static Exception? Try(Action act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    /// <summary>Where threads meet. Only who is told hears: NCCL's own errors are its own.</summary>
    private sealed class MeetingPlace(int size) : IDisposable
    {
        private readonly Barrier _barrier = new(size);
        private readonly ConcurrentBag<Seated> _seated = [];
        private byte[] _said = [];

        public void Dispose() => _barrier.Dispose();

        public IRendezvous Seat(int rank)
        {
            var seat = new Seated(this, rank);
            _seated.Add(seat);
            return seat;
        }

        private sealed class Seated(MeetingPlace place, int rank) : IRendezvous
        {
            public event Action<string>? Lost;

            public int Rank => rank;

            public int Size => place._barrier.ParticipantCount;

            public IReadOnlyList<string?> HearAll(string own) => throw new InvalidOperationException("These ranks have nothing to say before they meet.");

            public byte[] Meet(int version, Func<byte[]> ofFirst)
            {
                if (rank == 0)
                    place._said = ofFirst();
                place._barrier.SignalAndWait();
                return place._said;
            }

            public void Tell(string reason)
            {
                foreach (var other in place._seated.Where(other => other != this))
                    other.Lost?.Invoke(reason);
            }

            public void End(int code) => throw new InvalidOperationException("Tests do not end.");

            public void Dispose()
            {
            }
        }
    }
}
