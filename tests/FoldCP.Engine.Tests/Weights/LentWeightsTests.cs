using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>Networks of one process have one set of weights in memory, which is theirs whatever becomes of the one or the other.</summary>
[Collection(SeededTests.Name)]
public sealed class LentWeightsTests
{
    public static TheoryData<string, Precision> Networks =>
    [
        (FoldOptions.DemoWeights, Precision.Fp32),
        (FoldOptions.DemoWeights, Precision.Bf16),
        (FoldOptions.DemoWeights, Precision.Fp64),
        ("full_boltz1_imitate", Precision.Fp32),
        ("full_boltz2_affinity", Precision.Fp32),
    ];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_network_with_lent_weights_has_no_memory_for_its_own(string weights, Precision precision)
    {
        using var owner = Opened(weights, precision);
        string hash = StateHash.Of(owner.Network);

        using (var twin = owner.Lent(Mesh.Serial))
        {
            Assert.Equal((owner.Sha256, precision, hash), (twin.Sha256, twin.Network.Precision, StateHash.Of(twin.Network)));
            Assert.False(twin.Network.training);
            Assert.All(Addresses(owner.Network).Zip(Addresses(twin.Network)), pair => Assert.Equal(pair.First, pair.Second));
            Assert.Equal(Addresses(owner.Network).Count, Addresses(twin.Network).Count);
        }

        Assert.Equal(hash, StateHash.Of(owner.Network));
    }

    [Fact]
    public void Weights_stay_where_they_are_while_a_rank_waits()
    {
        using var owner = Opened(FoldOptions.DemoWeights, Precision.Fp32);
        using var folder = new TemporaryFolder();
        using var store = new FileTileStore(folder.Path);

        var whole = RanksInTurns.Run(2, store, world =>
        {
            using var twin = owner.Lent(new(world, 2, 1));
            var views = twin.Network.parameters().Where(weight => weight.dim() == 2).Select(weight => weight.t()).ToList();
            using var sum = world.AllReduce(ones(1), Reduction.Sum);
            return views.Zip(twin.Network.parameters().Where(weight => weight.dim() == 2))
                .All(pair => NativeTensors.StorageAddress(pair.First) == NativeTensors.StorageAddress(pair.Second));
        }, large: 1000);

        Assert.Equal([true, true], whole);
        Assert.Equal(0, store.Length);
    }

    private static LoadedModel Opened(string weights, Precision precision)
    {
        // What a rank opens first is there for all, also when that rank's tensors are gone.
        using var scope = NewDisposeScope();
        return LoadedModel.Open(weights == FoldOptions.DemoWeights ? weights : GoldenCase.Find($"{weights}.weights.safetensors"), precision: precision);
    }

    private static List<nint> Addresses(nn.Module network) => [.. network.state_dict().Values.Select(NativeTensors.StorageAddress)];
}
