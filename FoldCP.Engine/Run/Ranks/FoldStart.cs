using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>
/// Folds what a run folder asks for: in this process, alone or by ranks in turns; as one of the processes that a launcher has started; or by
/// launching such.
/// </summary>
/// <param name="folder">the run folder</param>
/// <param name="ranks">as the command line says; null: nothing</param>
/// <param name="mesh">as the command line says; null: nothing</param>
/// <param name="resumes">whether a fold that has failed in the folder is gone on with</param>
/// <param name="tileStore">as the command line says; null: ranks are processes</param>
/// <param name="accelerator">as the command line says</param>
internal sealed class FoldStart(RunFolder folder, int? ranks, string? mesh, bool resumes, string? tileStore = null, string accelerator = Accelerator.Auto)
{
    /// <returns>the process's exit code</returns>
    public int Execute()
    {
        var own = OwnStart.Of(ranks, mesh, Requested(), tileStore, accelerator);
        try
        {
            using var launched = LaunchedRanks.Find(own.Means, Console.Out);
            // All ranks say it before any of them is gone, as launchers kill those that are left.
            return StartRefusal.Of(launched.All) is { } refused ? Refuse(refused) : Fold(own, launched);
        }
        catch (FoldException refused)
        {
            return Refuse(refused);
        }
    }

    private int Fold(OwnStart own, LaunchedRanks launched)
    {
        if (own.Turns is { } turns)
            return Stoppable(stop => FoldInTurns(turns, stop));
        if (own.Shape.Ranks == 1)
            return Stoppable(stop => Fold(FoldRanks.Alone, stop));
        return own.IsLaunched
            ? FoldAmong(own, launched.Meeting!)
            : Stoppable(new RankLauncher(folder, own.Shape, TimeProvider.System, Console.Out, accelerator) { Resumes = resumes }.Execute);
    }

    private int FoldInTurns(TurnsPlace turns, CancellationToken stop)
    {
        using var models = new OpenModels();
        return new FoldInTurns(folder, turns, TimeProvider.System, Console.Out, models) { Resumes = resumes }.Execute(stop);
    }

    private int FoldAmong(OwnStart own, IRendezvous meeting)
    {
        using var world = AwaitedRank.Do(meeting, () => LaunchedWorld.Over(meeting, own.Nccl));
        return AwaitedRank.Do(meeting, () => Stoppable(stop => Fold(new(world.Everyone, own.Shape, meeting.End), stop)));
    }

    // Until then a signal ends the process, which has nothing to lose and may wait for others.
    private static int Stoppable(Func<CancellationToken, int> fold)
    {
        using var stop = new StopSignals();
        return fold(stop.Token);
    }

    private static int Refuse(FoldException refused)
    {
        bool isTold = Environment.GetEnvironmentVariable(RankWatch.LauncherVariable) is not null;
        Console.Error.WriteLine(isTold ? RankRefusal.Words(refused) : refused.Message);
        return ExitCode.Of(refused.Kind);
    }

    private int Fold(FoldRanks among, CancellationToken stop)
    {
        using var models = new OpenModels(() => among.Mesh);
        return new FoldRun(folder, TimeProvider.System, Console.Out, models, among) { Resumes = resumes }.Execute(stop);
    }

    // What is wrong with a request is told by the fold, in its folder.
    private int? Requested()
    {
        try
        {
            return RunFolder.Read(folder.Request, ContractJson.Default.FoldRequest)?.Options.Ranks;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
