using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel;

/// <summary>Tensors that a transport cannot read reach the others as copies; here all are taken for such.</summary>
public sealed class ViaHostTests
{
    public static TheoryData<string> Checks => RankChecks.Names;

    [Theory]
    [MemberData(nameof(Checks))]
    public void Copies_do_what_every_transport_does(string check) => ThreadCommunicator.Run(3, world =>
    {
        using var scope = NewDisposeScope();
        RankChecks.All[check](new ViaHost(world, _ => true));
        return true;
    });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_transport_is_handed_copies_of_what_it_cannot_read_and_the_rest_as_it_is(bool isFar)
    {
        using var scope = NewDisposeScope();
        var seen = new Seeing();
        var (transport, x) = (new ViaHost(seen, _ => isFar), ones(3, 4));

        transport.Exchange([(x, 0)], [(x.shape, 0)], like: x).Wait();
        transport.Broadcast(x, x.shape, from: 0, like: x).Wait();
        transport.AllReduce(x, Reduction.Sum);
        transport.Among(0).AllReduce(x, Reduction.Max);

        Assert.Equal(4, seen.Addresses.Count);
        Assert.All(seen.Addresses, address => Assert.Equal(isFar, address != NativeTensors.StorageAddress(x)));
    }

    [Fact]
    public void Of_what_a_message_is_to_be_like_nothing_is_copied()
    {
        using var scope = NewDisposeScope();
        var seen = new Seeing();
        var (transport, piece, matrix) = (new ViaHost(seen, _ => true), ones(3, ScalarType.Float64), ones(100, 100, ScalarType.Float64));

        transport.Exchange([(piece, 0)], [([3], 0)], like: matrix).Wait();
        transport.Broadcast(piece, [3], from: 0, like: matrix).Wait();

        Assert.Equal([(0L, ScalarType.Float64), (0L, ScalarType.Float64)], seen.Likes);
    }

    private sealed class Seeing : ICommunicator
    {
        public List<nint> Addresses { get; } = [];

        public List<(long Elements, ScalarType Type)> Likes { get; } = [];

        public int Rank => 0;

        public int Size => 1;

        public ITransfer<IReadOnlyList<Tensor>> Exchange(
            IReadOnlyList<(Tensor Piece, int To)> outgoing, IReadOnlyList<(long[] Shape, int From)> incoming, Tensor like)
        {
            Likes.Add((like.numel(), like.dtype));
            return new Here<IReadOnlyList<Tensor>>([.. outgoing.Select(message => Noted(message.Piece))]);
        }

        public ITransfer<Tensor> Broadcast(Tensor? own, long[] shape, int from, Tensor like)
        {
            Likes.Add((like.numel(), like.dtype));
            return new Here<Tensor>(Noted(own!));
        }

        public Tensor AllReduce(Tensor local, Reduction reduction) => Noted(local);

        public ICommunicator Among(params ReadOnlySpan<int> ranks) => this;

        private Tensor Noted(Tensor x)
        {
            Addresses.Add(NativeTensors.StorageAddress(x));
            return x.alias();
        }

        private sealed class Here<T>(T content) : ITransfer<T>
        {
            public T Wait() => content;
        }
    }
}
