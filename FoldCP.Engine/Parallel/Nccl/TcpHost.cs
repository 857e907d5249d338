using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>The first rank: all others call it.</summary>
internal sealed class TcpHost : TcpRendezvous
{
    private static readonly TimeSpan s_introducesItselfWithin = TimeSpan.FromSeconds(5);

    private readonly TcpListener _door;
    private readonly ConcurrentQueue<(TcpHello Hello, TcpWire Wire)> _arrived = new();

    /// <exception cref="NcclException">its port is taken</exception>
    public TcpHost(RankPlace place, TimeSpan patience)
        : base(place, patience)
    {
        _door = TcpListener.Create(place.Port);
        try
        {
            _door.Start();
        }
        catch (SocketException taken)
        {
            throw new NcclException($"Rank 0 cannot listen at port {place.Port} ({taken.Message}). Name another one in MASTER_PORT.");
        }
    }

    /// <inheritdoc/>
    public override byte[] Meet(int version, Func<byte[]> ofFirst)
    {
        var guests = new Dictionary<int, (TcpHello Hello, TcpWire Wire)>();
        for (long began = Stopwatch.GetTimestamp(); guests.Count < Size - 1; Thread.Sleep(1))
        {
            if (_door.Pending())
                Greet(_door.AcceptSocket());
            while (_arrived.TryDequeue(out var guest))
            {
                if (!guests.TryAdd(guest.Hello.Rank, guest))
                    throw Refuse(guests.Values.Append(guest), $"Two processes say that they are rank {guest.Hello.Rank}.");
            }
            if (Stopwatch.GetElapsedTime(began) > Patience)
                throw Refuse(guests.Values, Missing([.. Enumerable.Range(1, Size - 1).Where(rank => !guests.ContainsKey(rank))]));
        }
        _door.Stop();
        int[] versions = [version, .. guests.Values.Select(guest => guest.Hello.Version)];
        if (versions.Min() != versions.Max())
            throw Refuse(guests.Values, NcclLibrary.Differ(versions.Min(), versions.Max()));
        byte[] told = ofFirst();
        foreach (var (_, wire) in guests.Values)
            wire.Say(WireWord.Welcome, told);
        Keep(guests.Select(guest => (guest.Key, guest.Value.Wire)));
        return told;
    }

    public override void Dispose()
    {
        _door.Dispose();
        base.Dispose();
    }

    private static NcclException Refuse(IEnumerable<(TcpHello Hello, TcpWire Wire)> guests, string why)
    {
        foreach (var (_, wire) in guests)
        {
            wire.Say(WireWord.Refused, why);
            wire.Close();
        }
        return new(why);
    }

    private string Missing(int[] ranks) => $"Of {Size} ranks {string.Join(", ", ranks)} did not come to {Place.Host}:{Place.Port} within {Patience.TotalSeconds:0} s.";

    // Whoever calls and says nothing is not to keep the others waiting.
    private void Greet(Socket caller) => new Thread(() =>
    {
        caller.NoDelay = true;
        var wire = new TcpWire(caller);
        if (wire.Hear(s_introducesItselfWithin) is (WireWord.Hello, var content) && TcpHello.Read(content) is { } hello && IsOurs(hello))
        {
            _arrived.Enqueue((hello, wire));
            return;
        }
        wire.Say(WireWord.Refused, $"{Place.Host}:{Place.Port} is where the {Size} ranks of another run meet. Name another port in MASTER_PORT.");
        wire.Dispose();
    })
    { IsBackground = true }.Start();

    private bool IsOurs(TcpHello hello) => hello.Job == Place.Job && hello.Size == Size && hello.Rank > 0 && hello.Rank < Size;
}
