using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>The first rank: all others call it.</summary>
internal sealed class TcpHost : TcpRendezvous
{
    private static readonly TimeSpan s_introducesItselfWithin = TimeSpan.FromSeconds(5);

    private readonly TcpListener _door;
    private readonly Queue<(TcpHello Hello, TcpWire Wire)> _arrived = new();
    private readonly Dictionary<int, (TcpHello Hello, TcpWire Wire)> _guests = [];
    private bool _isClosed;
    private bool _isHeard;

    /// <exception cref="NcclException">its port is taken</exception>
    public TcpHost(RankPlace place, TimeSpan patience, TimeSpan answersWithin)
        : base(place, patience, answersWithin)
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

    private IEnumerable<int> Others => Enumerable.Range(1, Size - 1);

    /// <inheritdoc/>
    public override IReadOnlyList<string?> HearAll(string own)
    {
        Gather();
        string?[] all = [own, .. Others.Select(rank => _guests.GetValueOrDefault(rank).Hello?.Words)];
        foreach (var (_, wire) in _guests.Values)
            wire.Say(WireWord.Heard, TcpHeard.ToBytes(all));
        _isHeard = true;
        return all;
    }

    /// <inheritdoc/>
    public override byte[] Meet(int version, Func<byte[]> ofFirst)
    {
        if (!_isHeard)
            HearAll("");
        if (_guests.Count < Size - 1)
            throw Refuse(_guests.Values, Missing([.. Others.Where(rank => !_guests.ContainsKey(rank))]));
        int[] versions = [version, .. _guests.Select(guest => VersionOf(guest.Key, guest.Value.Wire))];
        if (versions.Min() != versions.Max())
            throw Refuse(_guests.Values, NcclLibrary.Differ(versions.Min(), versions.Max()));
        byte[] told = ofFirst();
        foreach (var (_, wire) in _guests.Values)
            wire.Say(WireWord.Welcome, told);
        Keep(_guests.Select(guest => (guest.Key, guest.Value.Wire)));
        return told;
    }

    public override void Dispose()
    {
        _door.Dispose();
        base.Dispose();
        foreach (var (_, wire) in _guests.Values)
            wire.Dispose();
    }

    // Until all are here, or it has waited enough.
    private void Gather()
    {
        try
        {
            for (long began = Stopwatch.GetTimestamp(); _guests.Count < Size - 1 && Stopwatch.GetElapsedTime(began) <= Patience; Thread.Sleep(1))
            {
                LetIn();
                Seat();
            }
        }
        finally
        {
            Close();
        }
        // Who came between the last look and the end of the wait.
        Seat();
    }

    private void LetIn()
    {
        while (_door.Pending())
            Greet(_door.AcceptSocket());
    }

    private void Seat()
    {
        lock (_arrived)
        {
            while (_arrived.TryDequeue(out var guest))
            {
                if (!_guests.TryAdd(guest.Hello.Rank, guest))
                    throw Refuse([.. _guests.Values, guest, .. _arrived], Twice(guest.Hello.Rank));
            }
        }
    }

    // Who is at the door still has come too late, and is told so.
    private void Close()
    {
        lock (_arrived)
            _isClosed = true;
        LetIn();
        _door.Stop();
    }

    private int VersionOf(int rank, TcpWire wire) => wire.Hear(AnswersWithin) is (WireWord.Ready, var version)
        ? int.Parse(Encoding.UTF8.GetString(version), CultureInfo.InvariantCulture)
        : throw Refuse(_guests.Values, RankLoss.NeverReady(rank));

    private static NcclException Refuse(IEnumerable<(TcpHello Hello, TcpWire Wire)> guests, string why)
    {
        foreach (var (_, wire) in guests)
        {
            wire.Say(WireWord.Refused, why);
            wire.Close();
        }
        return new(why);
    }

    private static string Twice(int rank) => $"Two processes say that they are rank {rank}.";

    private string Missing(int[] ranks) => $"Of {Size} ranks {string.Join(", ", ranks)} did not come to {Place.Host}:{Place.Port} within {Patience.TotalSeconds:0} s.";

    // Whoever calls and says nothing is not to keep the others waiting.
    private void Greet(Socket caller) => new Thread(() =>
    {
        caller.NoDelay = true;
        var wire = new TcpWire(caller);
        if (wire.Hear(s_introducesItselfWithin) is not (WireWord.Hello, var content) || TcpHello.Read(content) is not { } hello || !IsOurs(hello))
            TurnAway(wire, $"{Place.Host}:{Place.Port} is where the {Size} ranks of another run meet. Name another port in MASTER_PORT.");
        else if (WhyTooLate(hello, wire) is { } why)
            TurnAway(wire, why);
    })
    { IsBackground = true }.Start();

    // Null: it has come in time, and waits with the others.
    private string? WhyTooLate(TcpHello hello, TcpWire wire)
    {
        lock (_arrived)
        {
            if (_isClosed)
            {
                return _guests.ContainsKey(hello.Rank) ? Twice(hello.Rank)
                    : $"Rank {hello.Rank} came to {Place.Host}:{Place.Port} too late: rank 0 had waited {Patience.TotalSeconds:0} s, and goes on without it. Start all ranks together.";
            }
            wire.Say(WireWord.Alive);
            _arrived.Enqueue((hello, wire));
            return null;
        }
    }

    private static void TurnAway(TcpWire wire, string why)
    {
        wire.Say(WireWord.Refused, why);
        wire.Dispose();
    }

    private bool IsOurs(TcpHello hello) => hello.Job == Place.Job && hello.Size == Size && hello.Rank > 0 && hello.Rank < Size;
}
