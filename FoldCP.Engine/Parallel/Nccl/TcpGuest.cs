using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Any but the first rank: it calls the first.</summary>
internal sealed class TcpGuest(RankPlace place, TimeSpan patience, TimeSpan answersWithin) : TcpRendezvous(place, patience, answersWithin)
{
    private static readonly TimeSpan s_callsAgain = TimeSpan.FromMilliseconds(100);

    // The first rank says at once that it has heard; who does not is somebody else.
    private static readonly TimeSpan s_signWithin = TimeSpan.FromSeconds(10);

    // The first rank is to say first who did not come.
    private static readonly TimeSpan s_longer = TimeSpan.FromSeconds(10);

    private TcpWire? _wire;

    /// <inheritdoc/>
    public override IReadOnlyList<string?> HearAll(string own)
    {
        _wire = new(Call());
        _wire.Say(WireWord.Hello, new TcpHello(Rank, Size, Place.Job, own).ToBytes());
        Answer(_wire, WireWord.Alive, s_signWithin);
        return TcpHeard.Read(Answer(_wire, WireWord.Heard, AnswersWithin + s_longer));
    }

    /// <inheritdoc/>
    public override byte[] Meet(int version, Func<byte[]> ofFirst)
    {
        if (_wire is null)
            HearAll("");
        _wire!.Say(WireWord.Ready, version.ToString(CultureInfo.InvariantCulture));
        byte[] told = Answer(_wire, WireWord.Welcome, AnswersWithin + s_longer);
        Keep([(0, _wire)]);
        return told;
    }

    public override void Dispose()
    {
        base.Dispose();
        _wire?.Dispose();
    }

    private byte[] Answer(TcpWire wire, WireWord expected, TimeSpan within)
    {
        if (wire.Hear(within) is not (var word, var content))
            throw new NcclException($"Rank 0 at {Place.Host}:{Place.Port} has hung up on rank {Rank}, or says nothing: it has ended, or is another program or another release.");
        return word == expected ? content : throw new NcclException(Encoding.UTF8.GetString(content));
    }

    // The first rank may not be there yet.
    private Socket Call()
    {
        for (long began = Stopwatch.GetTimestamp(); ; Thread.Sleep(s_callsAgain))
        {
            var (socket, whyNot) = Called(Patience - Stopwatch.GetElapsedTime(began));
            if (socket is not null)
                return socket;
            if (Stopwatch.GetElapsedTime(began) + s_callsAgain >= Patience)
            {
                throw new NcclException(
                    $"Rank {Rank} has not reached rank 0 at {Place.Host}:{Place.Port} within {Patience.TotalSeconds:0} s ({whyNot}). "
                    + "That address must be rank 0's machine as all others see it, with a port that is free there and open to them: MASTER_ADDR and MASTER_PORT say which.");
            }
        }
    }

    // An address that drops what is sent to it would answer nothing for minutes.
    private (Socket? Socket, string? WhyNot) Called(TimeSpan within)
    {
        using var late = new CancellationTokenSource(within > TimeSpan.Zero ? within : TimeSpan.Zero);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.ConnectAsync(Place.Host, Place.Port, late.Token).AsTask().GetAwaiter().GetResult();
            return (socket, null);
        }
        catch (Exception cannot) when (cannot is SocketException or OperationCanceledException)
        {
            socket.Dispose();
            return (null, cannot is SocketException refused ? refused.Message : "no answer");
        }
    }
}
