using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Layers;

[Collection(SeededTests.Name)]
public sealed class LineDropoutTests
{
    private const double Rate = 0.25;

    [Fact]
    public void Outside_of_training_and_without_draws_everything_passes()
    {
        using var scope = NewDisposeScope();
        var (layer, update) = (new LineDropout(Rate, Mesh.Serial), randn(2, 5, 7, 3));

        layer.train();
        Assert.Same(update, layer.OfRows(update, 5));
        using var drawn = LineDropout.From((items, lines) => rand(items, lines));
        layer.eval();
        Assert.Same(update, layer.OfRows(update, 5));
        Assert.Same(update, layer.OfColumns(update, 7));
    }

    [Fact]
    public void Training_leaves_out_whole_lines_and_strengthens_the_others()
    {
        using var scope = NewDisposeScope();
        using var drawn = LineDropout.From((items, lines) => rand(items, lines));
        var layer = new LineDropout(Rate, Mesh.Serial);
        layer.train();

        var rows = layer.OfRows(ones(4, 1_000, 2, 3), 1_000);
        var columns = layer.OfColumns(ones(4, 2, 1_000, 3), 1_000).transpose(1, 2);

        foreach (var lines in new[] { rows, columns })
        {
            Assert.Equal(0, (lines - lines.narrow(2, 0, 1).narrow(3, 0, 1)).abs().max().item<float>());
            Assert.Equal(1 / (1 - Rate), lines.max().item<float>(), 1e-6);
            Assert.Equal(1, lines.mean().item<float>(), 0.05);
        }
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void Ranks_leave_out_the_same_lines_as_one_alone(int rowsOfMesh, int colsOfMesh)
    {
        using var scope = NewDisposeScope();
        var (draws, update) = (rand(1, 7), randn(1, 7, 7, 3));
        Tensor Dropped(Mesh mesh)
        {
            using var recorded = LineDropout.From((_, _) => draws);
            var layer = new LineDropout(Rate, mesh);
            layer.train();
            var block = layer.OfColumns(layer.OfRows(mesh.Scatter(update, 1, 2), 7), 7);
            return mesh.Whole(block, 1, 2, 7, 7);
        }

        var alone = Dropped(Mesh.Serial);
        var together = ThreadCommunicator.Run(rowsOfMesh * colsOfMesh, world => Dropped(new Mesh(world, rowsOfMesh, colsOfMesh)));

        Assert.InRange(alone.count_nonzero().item<long>(), 1, alone.numel() - 1);
        Assert.All(together, whole => Assert.Equal(0, (whole - alone).abs().max().item<float>()));
    }
}
