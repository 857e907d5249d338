using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>What holds the ranks of meshes to one rank alone sees each fault that their talk could have.</summary>
public sealed class FaultTests
{
    private static readonly string[] s_layers =
    [
        "layer_TriangleMultiplicationOutgoing_n16b", "layer_TriangleMultiplicationIncoming_n16b", "layer_TriangleAttentionStartingNode_n16b", "layer_TriangleAttentionEndingNode_n16b",
        "layer_OuterProductMean_n16b", "layer_PairWeightedAveraging_n16b", "layer_PairformerNoSeqLayer_n16b",
    ];

    private static readonly string[] s_networks = ["full_template", "full_v1_pocket"];

    private static readonly Fault[] s_faults = [Fault.WrongDirection, Fault.SkippedMerge, Fault.SkippedPart, Fault.SwappedRowsAndColumns];

    // Triangle attention and the outer product mean move what they read; sums are only on their way back.
    private static readonly string[] s_withoutSums = ["layer_TriangleAttentionStartingNode_n16b", "layer_TriangleAttentionEndingNode_n16b", "layer_OuterProductMean_n16b"];

    public static TheoryData<string, string, bool> Layers =>
        [.. s_layers.SelectMany(name => s_faults.Select(fault => (name, $"{fault}", fault is Fault.SkippedMerge && s_withoutSums.Contains(name))))];

    public static TheoryData<string, string> Networks => [.. s_networks.SelectMany(name => s_faults.Select(fault => (name, $"{fault}")))];

    /// <summary>Sixteen tokens divide evenly: nothing stumbles over a shape of theirs.</summary>
    [Theory]
    [MemberData(nameof(Layers))]
    public void A_fault_shows_in_a_layer(string name, string fault, bool goesBack) => Assert.True(IsSeen(name, goesBack, side: 4, Enum.Parse<Fault>(fault)));

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_fault_shows_in_a_whole_network(string name, string fault) => Assert.True(IsSeen(name, goesBack: false, side: 3, Enum.Parse<Fault>(fault)));

    /// <summary>One step forward is one step back where there are two.</summary>
    [Fact]
    public void A_wrong_direction_is_no_fault_on_two_rows_and_columns() => Assert.False(IsSeen(s_layers[0], goesBack: true, side: 2, Fault.WrongDirection));

    [Fact]
    public void Nothing_is_seen_where_there_is_no_fault() => Assert.All(s_layers, name => Assert.False(IsSeen(name, goesBack: true, side: 4, Fault.None)));

    // Numbers are off, or a rank finds out itself that what arrives has another shape.
    private static bool IsSeen(string name, bool goesBack, int side, Fault fault)
    {
        using var alone = new ParityCase(name, goesBack);
        try
        {
            return alone.On(new MeshShape(side, side), world => new FaultyCommunicator(world, side, fault)).Any(difference => difference.IsTooLarge);
        }
        catch (AggregateException failure) when (failure.InnerExceptions.Any(inner => inner is InvalidOperationException && inner.Message.Contains(" expected ", StringComparison.Ordinal)))
        {
            return true;
        }
    }
}
