using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Any but the first rank: it calls the first.</summary>
internal sealed class TcpGuest(RankPlace place, TimeSpan patience) : TcpRendezvous(place, patience)
{
    private static readonly TimeSpan s_callsAgain = TimeSpan.FromMilliseconds(100);

    // The first rank is to say first who did not come.
    private static readonly TimeSpan s_longer = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public override byte[] Meet(int version, Func<byte[]> ofFirst)
    {
        var wire = new TcpWire(Call());
        wire.Say(WireWord.Hello, new TcpHello(Rank, Size, version, Place.Job).ToBytes());
        if (wire.Hear(Patience + s_longer) is not (var word, var content))
            throw Gone(wire, $"Rank 0 at {Place.Host}:{Place.Port} has hung up on rank {Rank}: it has ended, or is another program or another release.");
        if (word is not WireWord.Welcome)
            throw Gone(wire, Encoding.UTF8.GetString(content));
        Keep([(0, wire)]);
        return content;
    }

    private static NcclException Gone(TcpWire wire, string why)
    {
        wire.Dispose();
        return new(why);
    }

    // The first rank may not be there yet.
    private Socket Call()
    {
        for (long began = Stopwatch.GetTimestamp(); ;)
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                socket.Connect(Place.Host, Place.Port);
                return socket;
            }
            catch (SocketException refused)
            {
                socket.Dispose();
                if (Stopwatch.GetElapsedTime(began) > Patience)
                {
                    throw new NcclException(
                        $"Rank {Rank} has not reached rank 0 at {Place.Host}:{Place.Port} within {Patience.TotalSeconds:0} s ({refused.Message}). "
                        + "That address must be rank 0's machine as all others see it, with a port that is free there and open to them: MASTER_ADDR and MASTER_PORT say which.");
                }
                Thread.Sleep(s_callsAgain);
            }
        }
    }
}
