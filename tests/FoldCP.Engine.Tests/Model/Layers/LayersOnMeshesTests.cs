using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Atoms;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Parallel;
using TorchSharp;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Layers;

/// <summary>Each layer gives the serial result and the serial gradients on every mesh, in slices of any size.</summary>
[Collection(SeededTests.Name)]
public sealed class LayersOnMeshesTests
{
    private const int TokenDim = 12;
    private const int PairDim = 8;
    private const int MsaDim = 6;
    private const int Atoms = 14;

    private static readonly PairformerArgs Small = new() { NumHeads = 3, PairwiseNumHeads = 2, PairwiseHeadWidth = 4, V2 = true };

    public static TheoryData<int, int> Meshes => MeshTest.Meshes;

    /// <summary>Each mesh with all work done at once, in slices of which the last is shorter, and one by one.</summary>
    public static TheoryData<int, int, long> Settings => MeshTest.Meshes.InSlices(1 << 22, 100, 1);

    [Theory]
    [MemberData(nameof(Settings))]
    public void TriangleMultiplication_of_outgoing_edges(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new TriangleMultiplication(PairDim, Edges.Outgoing, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void TriangleMultiplication_of_incoming_edges(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new TriangleMultiplication(PairDim, Edges.Incoming, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void TriangleAttention_from_the_starting_node(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new TriangleAttention(PairDim, headDim: 4, heads: 2, Node.Starting, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void TriangleAttention_from_the_ending_node(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new TriangleAttention(PairDim, headDim: 4, heads: 2, Node.Ending, mesh),
        (mesh, layer, x) => layer.call(x[0], PairsOn(mesh)),
        Lies.InBlocks,
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void AttentionPairBias(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        _ => new AttentionPairBias(TokenDim, heads: 3, PairDim),
        (mesh, layer, x) => layer.call(x[0], x[1], layer.BiasFrom(x[2]), new TokenPlan(mesh, TokenMask())),
        Lies.InShares,
        TokenVectors(),
        TokenVectors(),
        Pairs());

    /// <summary>Samples share the biases of their item.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void DiffusionTransformer_of_tokens(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        _ => Stirred(new DiffusionTransformer(new(Depth: 2, Heads: 3, TokenDim, ConditionDim: 5) { PairDim = PairDim })),
        (mesh, layer, x) => layer.Updated(x[0], x[1], layer.BiasesFrom(x[2]), new TokenPlan(mesh, TokenMask())),
        Lies.InShares,
        (Random(3 * Batch, Tokens, TokenDim), Lies.InShares),
        (Random(3 * Batch, Tokens, 5), Lies.InShares),
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void PairWeightedAveraging(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new PairWeightedAveraging(MsaDim, PairDim, headDim: 4, heads: 2, mesh),
        (mesh, layer, x) => layer.call(x[0], x[1], PairsOn(mesh), Sequences),
        Lies.InBlocks,
        Alignment(Sequences),
        Pairs());

    /// <summary>Without gradients: of many sequences no more are there at once than make a tensor as large as the pairs.</summary>
    [Theory]
    [MemberData(nameof(Meshes))]
    public void PairWeightedAveraging_of_many_sequences(int rows, int cols)
    {
        const int many = 50;
        using var noGrad = no_grad();
        using var slices = Chunks.OfSize(1);
        using var alone = new PairWeightedAveraging(MsaDim, PairDim, headDim: PairDim / 2, heads: 2, Mesh.Serial);
        alone.to(ScalarType.Float64);
        var (m, z, weights) = (Random(Batch, Tokens, many, MsaDim), Random(Batch, Tokens, Tokens, PairDim), alone.state_dict());
        var expected = alone.call(m, z, PairsOn(Mesh.Serial), many);

        ThreadCommunicator.Run(rows * cols, world =>
        {
            using var inference = no_grad();
            var tally = new CountingCommunicator.Tally();
            var (mesh, whole) = (new Mesh(new CountingCommunicator(world, tally), rows, cols), new Mesh(world, rows, cols));
            using var part = new PairWeightedAveraging(MsaDim, PairDim, headDim: PairDim / 2, heads: 2, mesh);
            part.to(ScalarType.Float64).load_state_dict(weights);

            var update = part.call(mesh.Scatter(m, 1, 2), mesh.Scatter(z, 1, 2), PairsOn(mesh), many);

            AssertClose(expected, Gather(whole, update, expected.shape));
            Assert.InRange(tally.Largest, 1, Batch * PairDim * mesh.LargestBlock(Tokens));
            return 0;
        });
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void OuterProductMean(int rows, int cols, long slice) => AssertOuterProductMean((rows, cols, slice), Sequences);

    [Theory]
    [MemberData(nameof(Settings))]
    public void OuterProductMean_of_a_lone_sequence(int rows, int cols, long slice) => AssertOuterProductMean((rows, cols, slice), sequences: 1);

    [Theory]
    [MemberData(nameof(Settings))]
    public void PairformerLayer_tokens(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new PairformerLayer(TokenDim, PairDim, Small, mesh),
        (mesh, block, x) => block.call((x[0], x[1]), new TokenPlan(mesh, TokenMask()), PairsOn(mesh)).S,
        Lies.InShares,
        TokenVectors(),
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void PairformerLayer_pairs(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        mesh => new PairformerLayer(TokenDim, PairDim, Small, mesh),
        (mesh, block, x) => block.call((x[0], x[1]), new TokenPlan(mesh, TokenMask()), PairsOn(mesh)).Z + (0 * x[0].flatten().sum(dim: 0)),
        Lies.InBlocks,
        TokenVectors(),
        Pairs());

    [Theory]
    [MemberData(nameof(Settings))]
    public void AtomTransformer(int rows, int cols, long slice) => AssertSame(
        (rows, cols, slice),
        _ => Stirred(new AtomTransformer(new(Dim: 4, Depth: 2, Heads: 2, new(Queries: 2, Keys: 6)))),
        (mesh, layer, x) =>
        {
            var plan = new WindowPlan(mesh, new(Queries: 2, Keys: 6), AtomMask());
            return plan.Whole(layer.Updated(plan.Share(x[0]), plan.Share(x[1]), [plan.ShareOfWindows(x[2]), plan.ShareOfWindows(x[3])], plan));
        },
        Lies.Whole,
        (Random(2 * Batch, Atoms, 4), Lies.Whole),
        (Random(2 * Batch, Atoms, 4), Lies.Whole),
        (Random(Batch, Atoms / 2, 2, 2, 6), Lies.Whole),
        (Random(Batch, Atoms / 2, 2, 2, 6), Lies.Whole));

    /// <summary>From shares of atoms to shares of tokens and back, where the ranks' atoms are of tokens that others have.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void Atoms_and_tokens(int rows, int cols, long slice)
    {
        var (features, windows) = (Peptide().In(ScalarType.Float64), new AtomWindows(Queries: 2, Keys: 6));
        var args = new AtomTransformerArgs(Dim: 4, Depth: 1, Heads: 2, windows);
        AssertSame(
            (rows, cols, slice),
            mesh => Stirred(new BothWays(new(args, TokenDim, structurePrediction: true, mesh), new(args, TokenDim))),
            (mesh, layer, x) => layer.Of(AtomPlan.Of(features, windows, mesh), x),
            Lies.Whole,
            (Random(1, features.Atoms, 4), Lies.Whole),
            (Random(2, features.Atoms, 3), Lies.Whole),
            (Random(1, features.Atoms / 2, 2, 2, 6), Lies.Whole));
    }

    // Four residues with side chains of many sizes.
    private static FoldFeatures Peptide() => Featurizer.Of(
        new TargetBuilder(MoleculeLibrary.AminoAcids).From(new("peptide", [new PolymerInput(["A"], ChainKind.Protein, "GWAK")])),
        Generation.Boltz2,
        new PhiloxConformerNoise(1));

    private static void AssertOuterProductMean((int, int, long) setting, int sequences)
    {
        var mask = TokenMask().unsqueeze(-1).expand(-1, -1, sequences);
        AssertSame(
            setting,
            mesh => new OuterProductMean(MsaDim, hidden: 3, PairDim, mesh),
            (mesh, layer, x) => layer.call(x[0], mesh.Scatter(mask, 1, 2), (Tokens, sequences)),
            Lies.InBlocks,
            Alignment(sequences));
    }

    // What gates let through is not to be nothing, and nothing is to be as it was born.
    private static TLayer Stirred<TLayer>(TLayer layer)
        where TLayer : TorchSharp.torch.nn.Module
    {
        using var noGrad = no_grad();
        foreach (var weight in layer.parameters())
            weight.add_(0.1 * randn_like(weight));
        return layer;
    }

    // Seven windows for up to nine ranks; the last atoms of the second item do not exist.
    private static Tensor AtomMask()
    {
        var mask = ones(Batch, Atoms, dtype: ScalarType.Float64);
        mask[1, 9..] = 0;
        return mask;
    }

    private static (Tensor Whole, Lies Lies) Pairs() => (Random(Batch, Tokens, Tokens, PairDim), Lies.InBlocks);

    private static (Tensor Whole, Lies Lies) TokenVectors() => (Random(Batch, Tokens, TokenDim), Lies.InShares);

    private static (Tensor Whole, Lies Lies) Alignment(int sequences) => (Random(Batch, Tokens, sequences, MsaDim), Lies.InBlocks);

    private sealed class BothWays : TorchSharp.torch.nn.Module
    {
        private readonly AtomAttentionEncoder encoder;
        private readonly AtomAttentionDecoder decoder;

        public BothWays(AtomAttentionEncoder encoder, AtomAttentionDecoder decoder)
            : base(nameof(BothWays))
        {
            (this.encoder, this.decoder) = (encoder, decoder);
            RegisterComponents();
        }

        // Atoms [B, A, C], positions [B*M, A, 3] and biases [B, K, heads, W, H] -> [B*M, A, 3]
        public Tensor Of(AtomPlan plan, Tensor[] x)
        {
            var (atoms, biases) = (plan.Windows.Share(x[0]), plan.Windows.ShareOfWindows(x[2]));
            var (tokens, q, c) = encoder.Of(plan, atoms, atoms, [biases], plan.Windows.Share(x[1]));
            return plan.Windows.Whole(decoder.Of(plan, tokens, q, c, [biases]));
        }
    }
}
