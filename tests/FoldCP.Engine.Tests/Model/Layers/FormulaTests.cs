using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using TorchSharp;
using static FoldCP.Engine.Tests.Parallel.MeshTest;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Layers;

/// <summary>
/// Holds the serial layers, and their gradients, to Boltz's formulas, written out as plainly as einsum allows. The other
/// tests compare a mesh with its serial case, which shares the code; only these would see a mistake that both share.
/// </summary>
[Collection(SeededTests.Name)]
public sealed class FormulaTests
{
    private const int PairDim = 8;

    /// <summary>All work at once, slices of which the last is shorter, and one by one.</summary>
    public static TheoryData<long> Slices => [1 << 22, 100, 1];

    public static MatrixTheoryData<Edges, long> EdgesInSlices => new(Enum.GetValues<Edges>(), Sizes);

    public static MatrixTheoryData<Node, bool, long> NodesInSlices => new(Enum.GetValues<Node>(), [true, false], Sizes);

    private static IEnumerable<long> Sizes => Slices.Select(size => size.Data);

    [Theory]
    [MemberData(nameof(EdgesInSlices))]
    public void TriangleMultiplication_follows_its_formula(Edges edges, long slice) => AssertFollows(
        (slice, null),
        new TriangleMultiplication(PairDim, edges, Mesh.Serial),
        (layer, x) => layer.call(x[0], PairsOn(Mesh.Serial)),
        (w, x) =>
        {
            var closing = edges is Edges.Outgoing ? "bikc,bjkc->bijc" : "bkic,bkjc->bijc";
            var z = Norm(x[0], w, "norm_in");
            var ab = (Linear(z, w, "p_in") * Linear(z, w, "g_in").sigmoid() * PairsOn(Mesh.Serial).Block.unsqueeze(-1)).chunk(2, dim: -1);
            return Linear(Norm(einsum(closing, ab[0], ab[1]), w, "norm_out"), w, "p_out") * Linear(z, w, "g_out").sigmoid();
        },
        Random(Batch, Tokens, Tokens, PairDim));

    [Theory]
    [MemberData(nameof(NodesInSlices))]
    public void TriangleAttention_follows_its_formula(Node node, bool padded, long slice) => AssertFollows(
        (slice, Mask(padded).Block),
        new TriangleAttention(PairDim, headDim: 4, heads: 2, node, Mesh.Serial),
        (layer, x) => layer.call(x[0], Mask(padded)),
        (w, x) =>
        {
            var z = Norm(node is Node.Starting ? x[0] : x[0].transpose(1, 2), w, "layer_norm");
            Tensor Heads(string name) => Linear(z, w, $"mha.linear_{name}").view(Batch, Tokens, Tokens, 2, 4);
            var scores = (einsum("bijhd,bikhd->bhijk", Heads("q"), Heads("k")) / 2)
                + Linear(z, w, "linear").permute(0, 3, 1, 2).unsqueeze(2)
                + (1e9 * (Mask(padded).Block - 1)).unsqueeze(1).unsqueeze(3);
            var o = einsum("bhijk,bikhd->bijhd", scores.softmax(-1), Heads("v")).flatten(3);
            var y = Linear(o * Linear(z, w, "mha.linear_g").sigmoid(), w, "mha.linear_o");
            return node is Node.Starting ? y : y.transpose(1, 2);
        },
        Random(Batch, Tokens, Tokens, PairDim));

    [Theory]
    [MemberData(nameof(Slices))]
    public void OuterProductMean_follows_its_formula(long slice)
    {
        var mask = TokenMask().unsqueeze(-1).expand(-1, -1, Sequences).clone();
        AssertFollows(
            (slice, null),
            new OuterProductMean(msaDim: 6, hidden: 3, PairDim, Mesh.Serial),
            (layer, x) => layer.call(x[0], mask, (Tokens, Sequences)),
            (w, x) =>
            {
                var m = Norm(x[0], w, "norm");
                var (a, b) = (Linear(m, w, "proj_a") * mask.unsqueeze(-1), Linear(m, w, "proj_b") * mask.unsqueeze(-1));
                var count = einsum("bis,bjs->bij", mask, mask).clamp(min: 1).unsqueeze(-1);
                return Linear(einsum("bisc,bjsd->bijcd", a, b).flatten(3) / count, w, "proj_o") + w["proj_o.bias"];
            },
            Random(Batch, Tokens, Sequences, 6));
    }

    [Theory]
    [MemberData(nameof(Slices))]
    public void PairWeightedAveraging_follows_its_formula(long slice) => AssertFollows(
        (slice, null),
        new PairWeightedAveraging(msaDim: 6, PairDim, headDim: 4, heads: 2, Mesh.Serial),
        (layer, x) => layer.call(x[0], x[1], PairsOn(Mesh.Serial), Sequences),
        (w, x) =>
        {
            var m = Norm(x[0], w, "norm_m");
            var v = Linear(m, w, "proj_m").view(Batch, Tokens, Sequences, 2, 4);
            var scores = Linear(Norm(x[1], w, "norm_z"), w, "proj_z").permute(0, 3, 1, 2) + (1e6 * (PairsOn(Mesh.Serial).Block - 1)).unsqueeze(1);
            var o = einsum("bhij,bjshd->bishd", scores.softmax(-1), v).flatten(3);
            return Linear(o * Linear(m, w, "proj_g").sigmoid(), w, "proj_o");
        },
        Random(Batch, Tokens, Sequences, 6),
        Random(Batch, Tokens, Tokens, PairDim));

    [Theory]
    [MemberData(nameof(Slices))]
    public void AttentionPairBias_follows_its_formula(long slice) => AssertFollows(
        (slice, null),
        new AttentionPairBias(dim: 12, heads: 3, PairDim),
        (layer, x) => layer.call(x[0], x[0], layer.BiasFrom(x[1]), new TokenPlan(Mesh.Serial, TokenMask())),
        (w, x) =>
        {
            Tensor Heads(Tensor s) => s.view(Batch, Tokens, 3, 4);
            var q = Heads(Linear(x[0], w, "proj_q") + w["proj_q.bias"]);
            var scores = (einsum("bihd,bjhd->bhij", q, Heads(Linear(x[0], w, "proj_k"))) / 2)
                + Linear(Norm(x[1], w, "proj_z.0"), w, "proj_z.1").permute(0, 3, 1, 2)
                + (1e6 * (TokenMask() - 1)).unsqueeze(1).unsqueeze(1);
            var o = einsum("bhij,bjhd->bihd", scores.softmax(-1), Heads(Linear(x[0], w, "proj_v"))).flatten(2);
            return Linear(o * Linear(x[0], w, "proj_g").sigmoid(), w, "proj_o");
        },
        Random(Batch, Tokens, 12),
        Random(Batch, Tokens, Tokens, PairDim));

    private static PairMask Mask(bool padded) => padded ? PairsOn(Mesh.Serial) : Mesh.Serial.Pairs(ones_like(TokenMask()));

    private static Tensor Linear(Tensor x, Dictionary<string, Tensor> w, string name) => x.matmul(w[$"{name}.weight"].t());

    private static Tensor Norm(Tensor x, Dictionary<string, Tensor> w, string name)
        => nn.functional.layer_norm(x, [x.shape[^1]], w[$"{name}.weight"], w[$"{name}.bias"]);

    // Without gradients another kernel adds the mask first, which takes digits from pairs that do not exist: only others count.
    private static void AssertFollows<TLayer>(
        (long Slice, Tensor? Counting) setting, TLayer layer, Func<TLayer, Tensor[], Tensor> run, Func<Dictionary<string, Tensor>, Tensor[], Tensor> formula, params Tensor[] inputs)
        where TLayer : nn.Module
    {
        using (layer)
        {
            layer.to(ScalarType.Float64);
            var w = layer.state_dict();
            var expected = formula(w, inputs);
            var seed = Random(expected.shape);
            var wanted = GradientsOf(x => formula(w, x));
            using var slices = Chunks.OfSize(setting.Slice);
            var actual = GradientsOf(x => run(layer, x));

            AssertClose(expected, run(layer, inputs));
            Assert.All(wanted.Zip(actual), pair => AssertClose(pair.First, pair.Second));
            using var noGrad = no_grad();
            var counts = setting.Counting?.unsqueeze(-1) ?? ones_like(expected);
            AssertClose(expected * counts, run(layer, inputs) * counts);

            List<Tensor> GradientsOf(Func<Tensor[], Tensor> f)
            {
                layer.zero_grad();
                var own = inputs.Select(input => input.detach().clone().requires_grad_(true)).ToArray();
                (f(own) * seed).flatten().sum(dim: 0).backward();
                return [.. own.Select(input => input.grad!), .. layer.parameters().Select(weight => weight.grad!.clone())];
            }
        }
    }
}
