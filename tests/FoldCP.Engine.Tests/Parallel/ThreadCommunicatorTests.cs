using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>Sums over ranks that are threads: in the order of the ranks, and a term at a time.</summary>
public sealed class ThreadCommunicatorTests
{
    // In float32 one more is nothing beside the first, so that each order has another sum.
    private static readonly float[] s_terms = [1e8f, 1, -1e8f, 1];

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public void Terms_are_added_in_the_order_of_the_ranks_and_each_is_gone_before_the_next_is_taken(int rank)
    {
        using var scope = NewDisposeScope();
        var board = new NotingSwitchboard();
        var own = full(2, 3, s_terms[rank]);

        var sum = new ThreadCommunicator(board, s_terms.Length, rank).AllReduce(own.t(), Reduction.Sum);
        var largest = new ThreadCommunicator(board, s_terms.Length, rank).AllReduce(own.t(), Reduction.Max);

        Assert.Equal(Enumerable.Repeat(1f, 6), sum.data<float>());
        Assert.Equal(Enumerable.Repeat(1e8f, 6), largest.data<float>());
        Assert.Equal(Enumerable.Repeat(s_terms[rank], 6), own.data<float>());
        Assert.Equal((2 * 3, 2 * 3, 1), (board.Sent, board.Received, board.MostAtOnce));
    }

    // Every rank has sent its term.
    private sealed class NotingSwitchboard : ISwitchboard
    {
        private readonly List<Tensor> _handedOut = [];

        public int Sent { get; private set; }

        public int Received => _handedOut.Count;

        public int MostAtOnce { get; private set; }

        public void Send(Line line, Tensor message) => Sent++;

        public void Await(IReadOnlyList<Line> lines)
        {
        }

        public Tensor Receive(Line line)
        {
            _handedOut.Add(full(3, 2, s_terms[line.From]));
            MostAtOnce = Math.Max(MostAtOnce, _handedOut.Count(tensor => !tensor.IsInvalid));
            return _handedOut[^1];
        }

        public void HangUp()
        {
        }

        public void Dispose()
        {
        }
    }
}
