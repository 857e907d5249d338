using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>
/// What ranks receive, counted where it passes to the transport: ranks as threads, the released channel sizes, float32, means over the ranks.
/// What is sent depends on shapes alone, so few tokens tell of many, but for biases of triangle attention, which go round up to four times where a rank has many pairs.
/// </summary>
internal sealed class TrafficBench(int tokens, IReadOnlyList<MeshShape> meshes)
{
    private const int TokenS = 384;
    private const int TokenZ = 128;
    private const int DiffusionChannels = 768;
    private const int DiffusionHeads = 16;
    private const int DiffusionLayers = 24;
    private const int Float = 4;

    public void Print(FigureSheet sheet)
    {
        foreach (var mesh in meshes)
        {
            var pairs = Counted(mesh, Pairs);
            var both = Counted(mesh, PairsAndTokens);
            var masks = Counted(mesh, rank => rank.Pairs(ones(1, tokens)));
            var layer = Counted(mesh, TokenLayer);
            double unit = (double)tokens * tokens * TokenZ * Float;
            sheet.Add(Of("pairformer block", "pairs", mesh, pairs) with
            {
                Units = pairs.Received / unit,
                Formula = TrafficFormulas.Block(mesh),
                Ratio = pairs.Received / unit / TrafficFormulas.Block(mesh),
                RatioOf = "units over the formula's",
                Goal = TrafficFormulas.Goal(mesh.Ranks) is { } goal ? FormattableString.Invariant($"at most {goal} units") : null,
            });
            sheet.Add(Of("pairformer block", "tokens", mesh, (both.Sent - pairs.Sent, both.Received - pairs.Received)));
            sheet.Add(Of("pairformer block", "masks", mesh, masks));
            double formula = TrafficFormulas.TokenLayer(mesh, tokens) * DiffusionLayers * Float;
            sheet.Add(Of("step of the diffusion", "token attention", mesh, (layer.Sent * DiffusionLayers, layer.Received * DiffusionLayers)) with
            {
                Formula = formula,
                Ratio = layer.Received * DiffusionLayers / formula,
                RatioOf = "bytes received over the formula's",
                Goal = "at most the formula's",
            });
        }
        sheet.End();
    }

    private Figure Of(string name, string stage, MeshShape mesh, (double Sent, double Received) bytes) => new($"{name}, received by a rank")
    {
        N = tokens,
        Ranks = mesh.Ranks,
        Mesh = $"{mesh}",
        Dtype = "fp32",
        Stage = stage,
        BytesSentPerRank = bytes.Sent,
        BytesReceivedPerRank = bytes.Received,
    };

    private static (double Sent, double Received) Counted(MeshShape shape, Action<Mesh> act)
    {
        using var pause = CollectionPause.Hold();
        var tallies = ThreadCommunicator.Run(shape.Ranks, world =>
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            var tally = new Tally();
            act(new(new WatchedCommunicator(world, tally), shape.Rows, shape.Cols));
            return tally;
        });
        return (tallies.Average(tally => tally.Sent), tallies.Average(tally => tally.Received));
    }

    private void Pairs(Mesh mesh)
    {
        using var layer = new PairformerNoSeqLayer(TokenZ, 32, 4, mesh);
        layer.eval();
        layer.call(Block(mesh), mesh.Pairs(ones(1, tokens)));
    }

    private void PairsAndTokens(Mesh mesh)
    {
        using var layer = new PairformerLayer(TokenS, TokenZ, MeasuredNetwork.Released.PairformerArgs, mesh);
        layer.eval();
        layer.call((mesh.Share(zeros(1, tokens, TokenS), 1), Block(mesh)), new TokenPlan(mesh, ones(1, tokens)), mesh.Pairs(ones(1, tokens)));
    }

    private void TokenLayer(Mesh mesh)
    {
        using var layer = new DiffusionTransformer(new(Depth: 1, DiffusionHeads, DiffusionChannels, DiffusionChannels));
        var bias = mesh.Scatter(zeros(1, tokens, tokens, DiffusionHeads), 1, 2).permute(0, 3, 1, 2);
        var share = mesh.Share(zeros(1, tokens, DiffusionChannels), 1);
        layer.Updated(share, share, [bias], new TokenPlan(mesh, ones(1, tokens)));
    }

    private Tensor Block(Mesh mesh)
        => zeros(1, new Parts(tokens, mesh.Rows)[mesh.Row].Length, new Parts(tokens, mesh.Cols)[mesh.Col].Length, TokenZ);
}
