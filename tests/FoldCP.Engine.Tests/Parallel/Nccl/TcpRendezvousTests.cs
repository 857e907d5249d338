using System.Net;
using System.Net.Sockets;
using System.Text;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>How processes come together at the first rank's address, and hear of one another's end. Here they are threads.</summary>
public sealed class TcpRendezvousTests
{
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    public void All_hear_what_the_first_says(int ranks)
    {
        var heard = Meet(ranks, [.. Enumerable.Range(0, ranks)], s_long, _ => 23007);

        Assert.All(heard, word => Assert.Equal("as the first says", word));
    }

    [Fact]
    public void Different_releases_are_refused_by_all_with_the_same_sentence()
    {
        var heard = Meet(3, [0, 1, 2], s_long, rank => rank == 1 ? 21903 : 23007);

        Assert.All(heard, word => Assert.Equal("The ranks have different releases of NCCL, 2.19.3 and 2.30.7 among them. Give all of them the same.", word));
    }

    [Fact]
    public void Who_does_not_come_is_named_to_all_that_have()
    {
        var heard = Meet(4, [0, 2], s_short, _ => 23007);

        Assert.All(heard, word => Assert.Matches(@"^Of 4 ranks 1, 3 did not come to 127\.0\.0\.1:\d+ within 1 s\.$", word));
    }

    [Fact]
    public void Where_nobody_listens_the_address_is_told()
    {
        var heard = Meet(2, [1], s_short, _ => 23007);

        Assert.Matches(@"^Rank 1 has not reached rank 0 at 127\.0\.0\.1:\d+ within 1 s .*MASTER_ADDR and MASTER_PORT", heard[0]);
    }

    /// <summary>An address that drops what is sent to it: here a door behind which the queue is full.</summary>
    [Fact]
    public async Task Where_nothing_is_answered_nobody_waits_longer_than_was_said()
    {
        using var door = TcpListener.Create(0);
        door.Start(backlog: 0);
        int port = ((IPEndPoint)door.LocalEndpoint).Port;
        var queue = Enumerable.Range(0, 4).Select(_ => new Socket(SocketType.Stream, ProtocolType.Tcp) { Blocking = false }).ToList();
        queue.ForEach(socket => Assert.Throws<SocketException>(() => socket.Connect(IPAddress.Loopback, port)));

        string told = await RefusedSoonAsync(TcpRendezvous.At(new(1, 2, "127.0.0.1", port, ""), s_short, s_long));

        Assert.Matches(@"^Rank 1 has not reached rank 0 at 127\.0\.0\.1:\d+ within 1 s \(no answer\)", told);
        queue.ForEach(socket => socket.Dispose());
    }

    [Fact]
    public async Task Who_is_called_and_says_nothing_is_not_waited_for_as_rank_0_is()
    {
        using var silent = TcpListener.Create(0);
        silent.Start();

        string told = await RefusedSoonAsync(TcpRendezvous.At(new(1, 2, "127.0.0.1", ((IPEndPoint)silent.LocalEndpoint).Port, ""), s_long));

        Assert.Contains("has hung up on rank 1, or says nothing: it has ended, or is another program", told);
    }

    [Fact]
    public void All_hear_what_each_has_said_before_they_meet()
    {
        int port = FreePort();
        var ranks = Enumerable.Range(0, 3).Select(rank => TcpRendezvous.At(new(rank, 3, "127.0.0.1", port, "a job"), s_long)).ToList();

        var heard = Together(ranks, meeting => (All: meeting.HearAll($"I am\n{meeting.Rank}"), Told: meeting.Meet(23007, () => [1, 2])));

        Assert.All(heard, one => Assert.Equal(["I am\n0", "I am\n1", "I am\n2"], one.All));
        Assert.All(heard, one => Assert.Equal([1, 2], one.Told));
        ranks.ForEach(meeting => meeting.Dispose());
    }

    /// <summary>Thousands may each have a reason why they cannot begin.</summary>
    [Fact]
    public void As_many_words_as_there_are_are_heard()
    {
        int port = FreePort();
        var ranks = Enumerable.Range(0, 4).Select(rank => TcpRendezvous.At(new(rank, 4, "127.0.0.1", port, ""), s_long)).ToList();

        var heard = Together(ranks, meeting => meeting.HearAll(new string($"{meeting.Rank}"[0], 500_000)));

        Assert.All(heard, all => Assert.Equal([.. "0123".Select(digit => new string(digit, 500_000))], all));
        ranks.ForEach(meeting => meeting.Dispose());
    }

    /// <summary>The first looks for a moment, the others have time.</summary>
    [Fact]
    public void Who_did_not_come_has_said_nothing()
    {
        int port = FreePort();
        List<TcpRendezvous> ranks = [TcpRendezvous.At(new(0, 3, "127.0.0.1", port, ""), s_short, s_long), TcpRendezvous.At(new(2, 3, "127.0.0.1", port, ""), s_long)];

        var heard = Together(ranks, meeting => meeting.HearAll($"{meeting.Rank}"));

        Assert.All(heard, all => Assert.Equal(["0", null, "2"], all));
        ranks.ForEach(meeting => meeting.Dispose());
    }

    /// <summary>It calls while the first waits, at the door or inside, and says who it is when that has ended.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Who_comes_too_late_is_told_so_at_once(int seconds)
    {
        int port = FreePort();
        using var first = TcpRendezvous.At(new(0, 3, "127.0.0.1", port, ""), TimeSpan.FromSeconds(seconds));
        using var late = Called(port);

        Assert.Equal(["0", null, null], first.HearAll("0"));
        late.Say(WireWord.Hello, new TcpHello(2, 3, "", "2").ToBytes());

        AssertRefused($"Rank 2 came to 127.0.0.1:{port} too late: rank 0 had waited {seconds} s, and goes on without it.", late);
    }

    [Fact]
    public void Who_is_one_of_those_that_have_met_already_is_told_so_at_once()
    {
        int port = FreePort();
        List<TcpRendezvous> ranks = [TcpRendezvous.At(new(0, 2, "127.0.0.1", port, ""), s_long), TcpRendezvous.At(new(1, 2, "127.0.0.1", port, ""), s_long)];
        using var other = Called(port);
        Together(ranks, meeting => meeting.HearAll(""));

        other.Say(WireWord.Hello, new TcpHello(1, 2, "", "").ToBytes());

        AssertRefused("Two processes say that they are rank 1.", other);
        ranks.ForEach(meeting => meeting.Dispose());
    }

    [Fact]
    public void Who_leaves_before_they_meet_is_named_to_those_that_stay()
    {
        int port = FreePort();
        var ranks = Enumerable.Range(0, 3).Select(rank => TcpRendezvous.At(new(rank, 3, "127.0.0.1", port, ""), s_long)).ToList();
        Together(ranks, meeting => meeting.HearAll(""));

        ranks[1].Dispose();
        var told = Together([ranks[0], ranks[2]], meeting => Assert.Throws<NcclException>(() => meeting.Meet(23007, () => [])).Message);

        Assert.All(told, sentence => Assert.StartsWith("Rank 1 was lost before it was ready", sentence));
        ranks[0].Dispose();
        ranks[2].Dispose();
    }

    [Fact]
    public async Task Strangers_and_other_runs_are_turned_away_and_disturb_nobody()
    {
        int port = FreePort();
        using var first = TcpRendezvous.At(new(0, 2, "127.0.0.1", port, "7"), s_long);
        var meeting = Task.Run(() => first.Meet(23007, () => [1, 2, 3]), TestContext.Current.CancellationToken);
        using var stranger = new TcpClient("127.0.0.1", port);
        stranger.GetStream().Write("GET / HTTP/1.1\r\n\r\n"u8);
        using var silent = new TcpClient("127.0.0.1", port);
        using var other = TcpRendezvous.At(new(1, 2, "127.0.0.1", port, "8"), s_long);

        var refused = Assert.Throws<NcclException>(() => other.Meet(23007, () => []));
        using var second = TcpRendezvous.At(new(1, 2, "127.0.0.1", port, "7"), s_long);
        byte[] told = second.Meet(23007, () => []);

        Assert.Contains("another run", refused.Message);
        Assert.Equal([1, 2, 3], told);
        Assert.Equal([1, 2, 3], await meeting);
    }

    [Fact]
    public void A_port_that_is_taken_is_told()
    {
        using var taken = TcpListener.Create(0);
        taken.Start();

        var refused = Assert.Throws<NcclException>(() => TcpRendezvous.At(new(0, 2, "127.0.0.1", ((IPEndPoint)taken.LocalEndpoint).Port, ""), s_long));

        Assert.Contains("MASTER_PORT", refused.Message);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task What_one_cannot_go_on_for_is_told_to_all_others(int who)
    {
        var ranks = Together(3);
        var heard = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource<string>()).ToList();
        foreach (var (rank, meeting) in ranks.Index())
            meeting.Lost += reason => heard[rank].TrySetResult(reason);

        ranks[who].Tell("No more.");

        foreach (int other in Enumerable.Range(0, 3).Where(rank => rank != who))
            Assert.Equal("No more.", await heard[other].Task.WaitAsync(s_long, TestContext.Current.CancellationToken));
        ranks.ForEach(meeting => meeting.Dispose());
    }

    [Fact]
    public void Who_says_farewell_is_not_lost()
    {
        var ranks = Together(3);
        var lost = new List<string>();
        ranks.ForEach(meeting => meeting.Lost += lost.Add);

        ranks[1].Dispose();
        ranks[0].Dispose();
        ranks[2].Dispose();

        Assert.Empty(lost);
    }

    internal static int FreePort()
    {
        using var door = TcpListener.Create(0);
        door.Start();
        return ((IPEndPoint)door.LocalEndpoint).Port;
    }

    private static async Task<string> RefusedSoonAsync(TcpRendezvous guest)
    {
        using (guest)
        {
            var stop = TestContext.Current.CancellationToken;
            return (await Task.Run(() => Assert.Throws<NcclException>(() => guest.HearAll("")), stop).WaitAsync(s_soon, stop)).Message;
        }
    }

    private static TcpWire Called(int port)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        socket.Connect(IPAddress.Loopback, port);
        return new(socket);
    }

    private static void AssertRefused(string sentence, TcpWire wire)
    {
        var heard = wire.Hear(s_soon);
        Assert.Equal(WireWord.Refused, heard?.Word);
        Assert.StartsWith(sentence, Encoding.UTF8.GetString(heard!.Value.Content));
    }

    private static T[] Together<T>(List<TcpRendezvous> ranks, Func<TcpRendezvous, T> say)
        => Task.WhenAll(ranks.Select(meeting => Task.Factory.StartNew(() => say(meeting), TaskCreationOptions.LongRunning))).GetAwaiter().GetResult();

    private static List<TcpRendezvous> Together(int size)
    {
        int port = FreePort();
        var ranks = Enumerable.Range(0, size).Select(rank => TcpRendezvous.At(new(rank, size, "127.0.0.1", port, ""), s_long)).ToList();
        var threads = ranks.Select(meeting => new Thread(() => meeting.Meet(23007, () => [1]))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return ranks;
    }

    /// <summary>What each of those that come is told, or why not.</summary>
    private static string[] Meet(int size, int[] come, TimeSpan patience, Func<int, int> version)
    {
        int port = FreePort();
        var heard = new string[come.Length];
        var meetings = come.Select(rank => TcpRendezvous.At(new(rank, size, "127.0.0.1", port, ""), patience)).ToList();
        var threads = come.Select((rank, i) => new Thread(() =>
        {
            try
            {
                heard[i] = Encoding.UTF8.GetString(meetings[i].Meet(version(rank), () => Encoding.UTF8.GetBytes("as the first says")));
            }
            catch (NcclException refused)
            {
                heard[i] = refused.Message;
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        meetings.ForEach(meeting => meeting.Dispose());
        return heard;
    }
}
