using System.Globalization;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Run.Allocations;

/// <summary>One of the processes that a launcher of MPI has started and whose allocations are counted.</summary>
internal static class CountedRank
{
    public const string Word = "counted-rank";
    public const string Tensor = "tensor";
    public const string Array = "array";

    /// <summary><c>counted-rank fold FOLDER ROWSxCOLUMNS SLICE</c>: folds, so many elements at once where work is done in slices.</summary>
    /// <remarks><c>counted-rank tensor|array TOKENS CHANNELS ROWSxCOLUMNS</c> does what no rank may: it makes a whole matrix of its block.</remarks>
    public static int Run(string[] words)
    {
        using var managed = new ManagedAllocations();
        using var world = MpiWorld.Start();
        return words switch
        {
            ["fold", var folder, var mesh, var slice] => Fold(world, folder, MeshShape.Parse(mesh), long.Parse(slice, CultureInfo.InvariantCulture)),
            [var what, var tokens, var channels, var mesh] => Gather(world, what, long.Parse(tokens, CultureInfo.InvariantCulture), long.Parse(channels, CultureInfo.InvariantCulture), MeshShape.Parse(mesh)),
            _ => throw new ArgumentException(string.Join(' ', words)),
        };
    }

    private static int Fold(MpiWorld world, string folder, MeshShape shape, long slice)
    {
        using var slices = Chunks.OfSize(slice);
        var ranks = new FoldRanks(world.Everyone, shape, MpiWorld.End);
        using var models = new OpenModels(() => ranks.Mesh);
        return new FoldRun(new(folder), TimeProvider.System, Console.Out, models, ranks).Execute(CancellationToken.None);
    }

    private static int Gather(MpiWorld world, string what, long tokens, long channels, MeshShape shape)
    {
        using var scope = NewDisposeScope();
        var mesh = new Mesh(world.Everyone, shape.Rows, shape.Cols);
        var block = zeros(1, new Parts(tokens, mesh.Rows)[mesh.Row].Length, new Parts(tokens, mesh.Cols)[mesh.Col].Length, channels);
        return what == Tensor
            ? mesh.Whole(block, 1, 2, tokens, tokens).numel() > 0 ? 0 : 1
            : new float[tokens * tokens * channels].Length > 0 ? 0 : 1;
    }
}
