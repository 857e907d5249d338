using System.Diagnostics;
using FoldCP.Contract;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Weights;
using TorchSharp;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary><c>disturbed-rank FOLDER RANK STAGE HOW [SAYING]</c>: folds with the other processes of a launcher until one of them has an accident.</summary>
internal static class DisturbedRank
{
    public const string Word = "disturbed-rank";
    public const string Throws = "throws";
    public const string RunsOutOfMemory = "runs out of memory";
    public const string IsKilled = "is killed";

    public static int Run(string folder, int victim, FoldStage stage, string how, string saying)
    {
        using var world = MpiWorld.Start();
        var ranks = new FoldRanks(world.Everyone, MeshShape.Of(world.Everyone.Size), MpiWorld.End);
        using var models = new OpenModels(() => ranks.Mesh);
        // At a stage's second step all have heard of its first, and whoever tells of the accident is at this stage as well.
        var watch = new FoldWatch(step => Disturb(how, ranks.Rank == victim && step.Stage == stage && step.Step > 0 && step.Message.Contains(saying, StringComparison.Ordinal)), _ => { });
        return new FoldRun(new(folder), TimeProvider.System, Console.Out, models, ranks) { Watch = watch }.Execute(CancellationToken.None);
    }

    /// <summary>Lets a rank have its accident.</summary>
    public static void Disturb(string how, bool isTime)
    {
        if (!isTime)
            return;
        switch (how)
        {
            case Throws:
                throw new InvalidDataException("An accident.");
            case RunsOutOfMemory:
                using (torch.empty(1L << 56))
                    return;
            default:
                using (var self = Process.GetCurrentProcess())
                    self.Kill();
                break;
        }
    }
}
