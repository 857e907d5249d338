using System.Globalization;
using System.Text.Json;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Measures;

/// <summary>A fold by ranks that take turns in this process, measured.</summary>
internal static class MeasuringTurns
{
    /// <summary>The word of a command line before a <see cref="FoldShape"/>, a number of ranks and a folder.</summary>
    public const string Word = "measure-turns";

    /// <summary>Measures it and says what was found.</summary>
    /// <returns>the process's exit code</returns>
    public static int Say(string shape, string ranks, string folder)
    {
        Console.WriteLine(JsonSerializer.Serialize(Of(FoldShape.Parse(shape), int.Parse(ranks, CultureInfo.InvariantCulture), folder)));
        return 0;
    }

    /// <summary>Weights are in memory once, as where ranks in turns fold for a user.</summary>
    private static FoldMeasured Of(FoldShape shape, int ranks, string folder)
    {
        using var weights = WeightsOf(shape);
        return Of(shape, ranks, folder, mesh => weights.Lent(mesh).Network, RanksInTurns.Large);
    }

    internal static LoadedModel WeightsOf(FoldShape shape) => new(shape.Made(Mesh.Serial), "measured", "", Trained: false);

    /// <inheritdoc cref="FoldMeasured.Of"/>
    internal static FoldMeasured Of(FoldShape shape, int ranks, string folder, Func<Mesh, FoldingNetwork> made, long large)
    {
        using var store = new FileTileStore(folder);
        // Ranks in turns have smaller pieces given back at once than processes have, and are to.
        var own = shape with { GivesBack = false };
        var measured = RanksInTurns.Run(ranks, store, world => FoldMeasured.Of(own, world, made), large);
        return measured[0] with { Stored = store.Length };
    }
}
