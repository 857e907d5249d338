using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>One of several processes that hold all cases that there are to what each of them makes of these alone.</summary>
internal static class ParityRank
{
    public const string Word = "parity";

    /// <param name="shape">of the mesh</param>
    /// <param name="folder">of cases; null: wherever they are</param>
    public static int Run(MeshShape shape, string? folder) => MpiRank.Run(Word, world =>
    {
        Environment.SetEnvironmentVariable(GoldenCase.Folder, folder ?? GoldenCase.ChosenFolder);
        Check(world, shape, "Forward", goesBack: false, ParityTests.Cases.Select(row => row.Data));
        Check(world, shape, "Forward and backward", goesBack: true, ParityTests.GoingBack.Select(row => row.Data));
    });

    private static void Check(ICommunicator world, MeshShape shape, string what, bool goesBack, IEnumerable<string> names)
    {
        var (runs, refused, worst) = (0, 0, 0.0);
        foreach (var name in names.Where(GoldenCase.IsThere))
        {
            using var scope = NewDisposeScope();
            using var alone = new ParityCase(name, goesBack);
            if (!alone.IsFor(shape))
            {
                refused++;
                continue;
            }

            var differences = alone.Of(world, shape);
            Assert.Empty(differences.Where(difference => difference.IsTooLarge).Select(difference => $"{difference.Output} of {name}: off by {difference.Relative:g3}"));
            (runs, worst) = (runs + 1, Math.Max(worst, differences.Where(difference => !difference.OfPadding).Max(difference => difference.Relative)));
        }

        Assert.NotEqual(0, runs);
        var largest = world.AllReduce(tensor(worst), Reduction.Max).item<double>();
        if (world.Rank == 0)
            ClosingLines.Say($"{what}, {shape.Ranks} MPI processes on {shape}: {runs} runs, worst relative difference {largest:g2}" + (refused > 0 ? $", {refused} refused" : ""));
    }
}
