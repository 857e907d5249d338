using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>
/// Folds by ranks that take turns in this process, for a complex that is too large for the memory otherwise: what those have that wait lies in a
/// file, and weights are in memory once.
/// </summary>
/// <param name="folder">the run folder</param>
/// <param name="place">where ranks lie on the mesh and what they have while they wait</param>
/// <param name="clock">the time</param>
/// <param name="output">the log</param>
/// <param name="models">has the weights</param>
internal sealed class FoldInTurns(RunFolder folder, TurnsPlace place, TimeProvider clock, TextWriter output, OpenModels models)
{
    private readonly FoldLog _log = new(output);

    /// <summary>Whether a fold that has failed in the folder is gone on with.</summary>
    public bool Resumes { get; init; }

    /// <summary>Bytes of a piece of memory that is put aside.</summary>
    public long Large { get; init; } = RanksInTurns.Large;

    /// <summary>Who looks on at each of the ranks.</summary>
    public Func<int, FoldWatch> Watch { get; init; } = _ => FoldWatch.Nobody;

    /// <returns>the process's exit code</returns>
    /// <exception cref="FoldException">there can be no tile store, in the user's words</exception>
    public int Execute(CancellationToken stop)
    {
        using var store = place.Open();
        int code = Execute(store, stop);
        if (store.Length > 0)
            _log.Say(FormattableString.Invariant($"The tile store took at most {store.Length / 1e9:F2} GB."));
        return code;
    }

    /// <summary>The same with a store that is there.</summary>
    internal int Execute(ITileStore store, CancellationToken stop)
    {
        // Each rank looks by itself, but as many threads as are asked for may be more than the system has. The folder is made ready here,
        // and once: who wishes from now on that it stops is heard.
        int code = new FoldRun(folder, clock, output, models, FoldRanks.Alone) { Resumes = Resumes, LooksFor = place.Mesh }.Execute(stop);
        return code == ExitCode.Done ? FoldByRanks(store, stop) : code;
    }

    private int FoldByRanks(ITileStore store, CancellationToken stop)
    {
        try
        {
            return RanksInTurns.Run(place.Mesh.Ranks, store, world => Fold(world, store, stop), Large)[0];
        }
        catch (AggregateException failed) when (failed.InnerExceptions.OfType<RankEndedException>().FirstOrDefault() is { } ended)
        {
            // The first rank may have written some after the one that failed had removed them.
            ResultsWriter.Clear(folder);
            return ended.Code;
        }
    }

    private int Fold(ICommunicator world, ITileStore store, CancellationToken stop)
    {
        var among = new FoldRanks(world, place.Mesh, code => throw new RankEndedException(code)) { IsOneProcess = true, Store = store };
        using var own = new OpenModels(() => among.Mesh, lender: models);
        return new FoldRun(folder, clock, output, own, among) { Watch = Watch(world.Rank) }.Execute(stop);
    }
}
