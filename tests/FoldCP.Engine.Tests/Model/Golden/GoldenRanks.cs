using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>Who runs recorded cases: one alone, threads of this process, or processes of which this is one.</summary>
/// <param name="Shape">of the mesh</param>
/// <param name="World">the processes; null: threads</param>
internal sealed record GoldenRanks(MeshShape Shape, MpiWorld? World = null)
{
    // Pure functions, data and files know no ranks.
    private static readonly string[] s_alone = ["fn_", "loss_", "data_", "writer_", "potentials_"];

    /// <summary>Whether this process tells what is found.</summary>
    public bool Tells => World is null or { Everyone.Rank: 0 };

    public static bool KnowsRanks(string name) => !s_alone.Any(start => name.StartsWith(start, StringComparison.Ordinal)) && !name.EndsWith(".weights", StringComparison.Ordinal);

    /// <summary>Runs a case and compares every output that it has, on every rank.</summary>
    /// <returns>empty for processes that have nothing to do</returns>
    /// <exception cref="TooFewTokensException">there are more rows or columns of ranks than tokens</exception>
    public IReadOnlyList<Meeting> Compare(string name)
    {
        if (Shape.Ranks == 1 || !KnowsRanks(name))
            return Tells ? [.. GoldenRecipes.Compare(name)] : [];
        CheckTokens(name);
        return World is null
            ? [.. ThreadCommunicator.Run(Shape.Ranks, world => Compare(name, world)).SelectMany(met => met)]
            : OfAll(Compare(name, World.Everyone), World.Everyone);
    }

    private IReadOnlyList<Meeting> Compare(string name, ICommunicator world)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open(name, new Mesh(world, Shape.Rows, Shape.Cols));
        return GoldenRecipes.Compare(recording);
    }

    private void CheckTokens(string name)
    {
        using var recording = GoldenCase.Open(name);
        if (recording.Tokens is { } tokens && tokens < Math.Max(Shape.Rows, Shape.Cols))
            throw new TooFewTokensException($"{tokens} tokens are too few for a mesh of {Shape}.");
    }

    // What another rank has not met, this one tells.
    private static IReadOnlyList<Meeting> OfAll(IReadOnlyList<Meeting> own, ICommunicator world)
    {
        using var faults = world.AllReduce(tensor(new[] { own.Any(meeting => meeting.Fault is not null) ? 1 : 0 }), Reduction.Sum);
        return faults.item<int>() > 0 && own.All(meeting => meeting.Fault is null) ? [.. own, Meeting.Missed("another rank is off")] : own;
    }
}

/// <summary>A case is too small for the mesh that it was to be run on.</summary>
internal sealed class TooFewTokensException(string message) : Exception(message);
