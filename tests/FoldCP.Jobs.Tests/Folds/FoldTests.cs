using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldTests
{
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    private static readonly Dictionary<string, (Action<Fold> Move, FoldState[] From)> s_moves = new()
    {
        ["prepare"] = (x => x.Prepare(SomeFold.Now, s_lease), [FoldState.Queued]),
        ["submitted"] = (x => x.Submitted("fake", "1", SomeFold.Now), [FoldState.Preparing]),
        ["renew"] = (x => x.Renew(SomeFold.Now, s_lease), [FoldState.Preparing, FoldState.Collecting]),
        ["report"] = (x => x.Report("Sampling", 1, 20, "step 1"), [FoldState.Running]),
        ["fall silent"] = (x => x.FallSilent(SomeFold.Now), [FoldState.Running]),
        ["collect"] = (x => x.Collect(SomeFold.Now, s_lease), [FoldState.Running]),
        ["finish"] = (x => x.Finish(SomeFold.Result, SomeFold.Now), [FoldState.Collecting]),
        ["fail"] = (x => x.Fail("it broke", SomeFold.Now), [FoldState.Queued, FoldState.Preparing, FoldState.Running, FoldState.Collecting]),
        ["cancelled"] = (x => x.Cancelled(SomeFold.Now), [FoldState.Queued, FoldState.Preparing, FoldState.Running]),
    };

    public static TheoryData<string, FoldState> EveryMoveFromEveryState()
    {
        var all = new TheoryData<string, FoldState>();
        foreach (string move in s_moves.Keys)
        {
            foreach (var state in Enum.GetValues<FoldState>())
                all.Add(move, state);
        }
        return all;
    }

    [Theory]
    [MemberData(nameof(EveryMoveFromEveryState))]
    public void A_move_is_possible_from_its_own_states_and_from_no_other(string move, FoldState state)
    {
        var fold = SomeFold.In(state, cancelAsked: true);
        int lines = fold.History.Count;

        var refusal = Record.Exception(() => s_moves[move].Move(fold));

        if (s_moves[move].From.Contains(state))
        {
            Assert.Null(refusal);
            return;
        }
        Assert.Contains($"is {state}", Assert.IsType<InvalidOperationException>(refusal).Message);
        Assert.Equal(state, fold.State);
        Assert.Equal(lines, fold.History.Count);
    }

    [Theory]
    [InlineData(FoldState.Done, "Queued Preparing Running Collecting Done")]
    [InlineData(FoldState.Failed, "Queued Preparing Running Failed")]
    [InlineData(FoldState.Cancelled, "Queued Queued Cancelled")]
    public void History_holds_each_state_and_each_request_in_order(FoldState end, string states)
    {
        var fold = SomeFold.In(end);

        Assert.Equal(states, string.Join(' ', fold.History.Select(x => x.State)));
        Assert.Equal(SomeFold.Now, fold.EndedAt);
    }

    [Fact]
    public void Nothing_is_cancelled_that_nobody_asked_to_cancel()
        => Assert.Contains("Nobody asked", Assert.Throws<InvalidOperationException>(() => SomeFold.In(FoldState.Running).Cancelled(SomeFold.Now)).Message);

    [Theory]
    [InlineData(FoldState.Queued, true)]
    [InlineData(FoldState.Preparing, true)]
    [InlineData(FoldState.Running, true)]
    [InlineData(FoldState.Collecting, false)]
    [InlineData(FoldState.Done, false)]
    [InlineData(FoldState.Failed, false)]
    public void What_an_engine_may_still_do_can_be_cancelled_once(FoldState state, bool possible)
    {
        var fold = SomeFold.In(state);
        int lines = fold.History.Count;

        bool asked = fold.AskToCancel(SomeFold.Now);
        bool again = fold.AskToCancel(SomeFold.Now.AddSeconds(1));

        Assert.Equal((possible, false), (asked, again));
        Assert.Equal(possible ? SomeFold.Now : null, fold.CancelAskedAt);
        Assert.Equal(possible ? 1 : 0, fold.History.Count - lines);
    }

    [Fact]
    public void A_lease_and_silence_belong_to_one_state()
    {
        var fold = SomeFold.In(FoldState.Preparing);
        Assert.Equal(SomeFold.Now + s_lease, fold.LeaseUntil);

        fold.Submitted("fake", "1", SomeFold.Now);
        Assert.Null(fold.LeaseUntil);

        fold.FallSilent(SomeFold.Now);
        fold.Collect(SomeFold.Now, s_lease);
        Assert.Null(fold.SilentSince);
    }
}
