using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>
/// Processes that meet at the first rank's address, without a shared folder or a launcher of MPI. The connections stay, and both sides say
/// once a second that they are there: whose connection ends without a farewell, or who falls silent, is lost, and all are told.
/// </summary>
internal abstract class TcpRendezvous : IRendezvous
{
    private static readonly TimeSpan s_beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(7);
    private static readonly TimeSpan s_leavesWithin = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _left = new();
    private readonly List<(int Rank, TcpWire Wire, Thread Listener)> _others = [];

    private protected TcpRendezvous(RankPlace place, TimeSpan patience, TimeSpan answersWithin) => (Place, Patience, AnswersWithin) = (place, patience, answersWithin);

    public event Action<string>? Lost;

    public int Rank => Place.Rank;

    public int Size => Place.Size;

    private protected RankPlace Place { get; }

    /// <summary>How long it waits for the others to come.</summary>
    private protected TimeSpan Patience { get; }

    /// <summary>How long it waits for what those say next that have come.</summary>
    private protected TimeSpan AnswersWithin { get; }

    /// <param name="place">of this process</param>
    /// <param name="patience">how long it waits for the others to come</param>
    /// <param name="answersWithin">how long others may wait for those who are still to come; null: as long</param>
    /// <exception cref="NcclException">the first rank cannot listen</exception>
    public static TcpRendezvous At(RankPlace place, TimeSpan patience, TimeSpan? answersWithin = null) =>
        place.Rank == 0 ? new TcpHost(place, patience, answersWithin ?? patience) : new TcpGuest(place, patience, answersWithin ?? patience);

    public abstract IReadOnlyList<string?> HearAll(string own);

    public abstract byte[] Meet(int version, Func<byte[]> ofFirst);

    public void Tell(string reason) => SayToAll(WireWord.Lost, reason, except: null);

    public void End(int code)
    {
        Tell(RankLoss.Ended(Rank, Environment.MachineName, code));
        ProcessEnd.Soon();
        Environment.Exit(code);
    }

    public virtual void Dispose()
    {
        SayToAll(WireWord.Farewell, "", except: null);
        _left.Cancel();
        foreach (var (_, wire, listener) in _others)
        {
            wire.Close();
            listener.Join(s_leavesWithin);
            wire.Dispose();
        }
        _left.Dispose();
    }

    /// <summary>Listens to others from now on, and shows them that this process lives.</summary>
    private protected void Keep(IEnumerable<(int Rank, TcpWire Wire)> wires)
    {
        foreach (var (rank, wire) in wires)
            _others.Add((rank, wire, new(() => Listen(rank, wire)) { IsBackground = true }));
        _others.ForEach(other => other.Listener.Start());
        var left = _left.Token;
        new Thread(() => Beat(left)) { IsBackground = true }.Start();
    }

    private void Beat(CancellationToken left)
    {
        while (!left.WaitHandle.WaitOne(s_beat))
            SayToAll(WireWord.Alive, "", except: null);
    }

    private void Listen(int rank, TcpWire wire)
    {
        while (wire.Hear(s_silence) is { } heard)
        {
            if (heard.Word is WireWord.Farewell)
                return;
            if (heard.Word is WireWord.Lost)
                Pass(Encoding.UTF8.GetString(heard.Content), except: wire);
        }
        if (!_left.IsCancellationRequested)
            Pass(RankLoss.Silent(rank), except: wire);
    }

    private void Pass(string reason, TcpWire except)
    {
        SayToAll(WireWord.Lost, reason, except);
        Lost?.Invoke(reason);
    }

    private void SayToAll(WireWord word, string content, TcpWire? except)
    {
        foreach (var (_, wire, _) in _others)
        {
            if (wire != except)
                wire.Say(word, content);
        }
    }
}
