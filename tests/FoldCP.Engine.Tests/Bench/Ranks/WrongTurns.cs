using System.Text.Json;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Tests.Bench.Ranks;

/// <summary><c>wrong-turns HOW SHAPE RANKS FOLDER</c>: ranks take turns, and what they should do for their memory they do not do.</summary>
internal static class WrongTurns
{
    public const string Word = "wrong-turns";
    public const string CopiesWeights = "copies-weights";
    public const string PutsNothingAside = "puts-nothing-aside";

    public static int Run(string how, FoldShape shape, int ranks, string folder)
    {
        using var weights = MeasuringTurns.WeightsOf(shape);
        var measured = how == CopiesWeights
            ? MeasuringTurns.Of(shape, ranks, folder, shape.Made, RanksInTurns.Large)
            : MeasuringTurns.Of(shape, ranks, folder, mesh => weights.Lent(mesh).Network, large: long.MaxValue);
        Console.WriteLine(JsonSerializer.Serialize(measured));
        return 0;
    }
}
