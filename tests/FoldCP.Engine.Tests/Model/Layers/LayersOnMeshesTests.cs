using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Tests.Parallel;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Layers;

/// <summary>Each layer gives the serial result and the serial gradients on every mesh.</summary>
[Collection(SeededTests.Name)]
public sealed class LayersOnMeshesTests
{
    private const int TokenDim = 12;
    private const int PairDim = 8;
    private const int MsaDim = 6;

    private static readonly PairformerArgs Small = new() { NumHeads = 3, PairwiseNumHeads = 2, PairwiseHeadWidth = 4, V2 = true };

    public static TheoryData<int, int> Meshes => MeshTest.Meshes;

    [Theory]
    [MemberData(nameof(Meshes))]
    public void TriangleMultiplication_of_outgoing_edges(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new TriangleMultiplication(PairDim, Edges.Outgoing, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void TriangleMultiplication_of_incoming_edges(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new TriangleMultiplication(PairDim, Edges.Incoming, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void TriangleAttention_from_the_starting_node(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new TriangleAttention(PairDim, headDim: 4, heads: 2, Node.Starting, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void TriangleAttention_from_the_ending_node(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new TriangleAttention(PairDim, headDim: 4, heads: 2, Node.Ending, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void AttentionPairBias(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new AttentionPairBias(TokenDim, heads: 3, PairDim, mesh),
        (_, layer, x) => layer.call(x[0], x[0], layer.BiasFrom(x[1]), TokenMask()),
        Lies.Whole,
        TokenVectors(),
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void PairWeightedAveraging(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new PairWeightedAveraging(MsaDim, PairDim, headDim: 4, heads: 2, mesh),
        (mesh, layer, x) => layer.call(x[0], x[1], PairsOn(mesh), Sequences),
        Lies.InBlocks,
        Alignment(Sequences),
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void OuterProductMean(int rows, int cols) => AssertOuterProductMean(rows, cols, Sequences);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void OuterProductMean_of_a_lone_sequence(int rows, int cols) => AssertOuterProductMean(rows, cols, sequences: 1);

    [Theory]
    [MemberData(nameof(Meshes))]
    public void PairformerLayer_tokens(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new PairformerLayer(TokenDim, PairDim, Small, mesh),
        (mesh, block, x) => block.call((x[0], x[1]), TokenMask(), PairsOn(mesh)).S,
        Lies.Whole,
        TokenVectors(),
        Pairs());

    [Theory]
    [MemberData(nameof(Meshes))]
    public void PairformerLayer_pairs(int rows, int cols) => AssertSame(
        (rows, cols),
        mesh => new PairformerLayer(TokenDim, PairDim, Small, mesh),
        (mesh, block, x) => block.call((x[0], x[1]), TokenMask(), PairsOn(mesh)).Z + (0 * x[0].flatten().sum(dim: 0)),
        Lies.InBlocks,
        TokenVectors(),
        Pairs());

    private static void AssertOuterProductMean(int rows, int cols, int sequences)
    {
        var mask = TokenMask().unsqueeze(-1).expand(-1, -1, sequences);
        AssertSame(
            (rows, cols),
            mesh => new OuterProductMean(MsaDim, hidden: 3, PairDim, mesh),
            (mesh, layer, x) => layer.call(x[0], mesh.Scatter(mask, 1, 2), (Tokens, sequences)),
            Lies.InBlocks,
            Alignment(sequences));
    }

    private static (Tensor Whole, Lies Lies) Pairs() => (Random(Batch, Tokens, Tokens, PairDim), Lies.InBlocks);

    private static (Tensor Whole, Lies Lies) TokenVectors() => (Random(Batch, Tokens, TokenDim), Lies.Whole);

    private static (Tensor Whole, Lies Lies) Alignment(int sequences) => (Random(Batch, Tokens, sequences, MsaDim), Lies.InBlocks);
}
