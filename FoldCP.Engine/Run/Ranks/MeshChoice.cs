using System.Globalization;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>On how many ranks to fold, and how they lie.</summary>
internal static class MeshChoice
{
    // Bytes of a process before the first tensor, less what it has in common with the others.
    private const double Process = 50e6;

    // Bytes of a rank that waits for its turn: its thread, and what is too small to be put aside.
    private const double Waiting = 5e6;

    /// <param name="ranks">as the command line says</param>
    /// <param name="mesh">as the command line says, such as 2x3</param>
    /// <param name="requested">as the request says, which the command line may overrule</param>
    /// <param name="launched">how many processes a launcher has started; null: this one was started alone</param>
    /// <exception cref="FoldException">this does not go together</exception>
    public static MeshShape Of(int? ranks, string? mesh, int? requested, int? launched)
    {
        if (ranks < 1)
            throw FoldException.BadInput($"The number of ranks is {ranks}; it must be 1 or more.");
        MeshShape? forced = mesh is null ? null : Parsed(mesh);
        if (forced is { } shape && ranks is { } count && count != shape.Ranks)
            throw FoldException.BadInput($"A mesh of {shape} takes {shape.Ranks} ranks, and {count} are asked for. Leave one of the two out.");
        int? wanted = ranks ?? forced?.Ranks ?? (requested > 1 ? requested : null);
        if (launched is { } started && wanted is { } asked && asked != started)
        {
            throw FoldException.BadInput(
                $"{asked} ranks are asked for ({Where(ranks, forced)}), and {started} were launched. Launch as many as are asked for, or say --ranks {started}.");
        }
        return forced ?? MeshShape.Of(launched ?? wanted ?? 1);
    }

    /// <summary>Refuses to launch so many ranks on one machine that it has no room for them, be there nothing to compute.</summary>
    /// <param name="ranks">how many</param>
    /// <param name="memory">of the machine, bytes</param>
    /// <exception cref="FoldException">they are too many</exception>
    public static void CheckRoom(int ranks, double memory)
    {
        if (ranks * Process <= memory)
            return;
        throw FoldException.BadInput(string.Create(CultureInfo.InvariantCulture,
            $"{ranks} ranks take {ranks * Process / 1e9:F0} GB of memory before anything is computed, and this machine has {memory / 1e9:F0} GB. Ask for fewer, or launch them on several machines."));
    }

    /// <summary>Refuses to have so many ranks take turns that those that wait have no room.</summary>
    /// <inheritdoc cref="CheckRoom"/>
    public static void CheckTurns(int ranks, double memory)
    {
        if (ranks * Waiting <= memory)
            return;
        throw FoldException.BadInput(string.Create(CultureInfo.InvariantCulture,
            $"{ranks} ranks in turns take {ranks * Waiting / 1e9:F0} GB of memory however much they put aside, and this machine has {memory / 1e9:F0} GB. Ask for fewer."));
    }

    /// <summary>Refuses more ranks than tokens: each would have less than the pairs of one token, and some might have none.</summary>
    /// <exception cref="FoldException">the complex is too small</exception>
    public static void Check(MeshShape shape, int tokens)
    {
        if (shape.Ranks <= tokens)
            return;
        throw FoldException.BadInput(
            $"A complex of {tokens} tokens is too small for {shape.Ranks} ranks (a mesh of {shape}): each needs the pairs of one token at least. The most ranks for this complex are {tokens}.");
    }

    /// <summary>Refuses a mesh on which some ranks would have nothing of what surrounds a ligand, which is known when all else is done.</summary>
    /// <exception cref="FoldException">it is too small</exception>
    public static void CheckSurroundings(MeshShape shape, long tokens)
    {
        if (Math.Max(shape.Rows, shape.Cols) <= tokens)
            return;
        throw FoldException.BadInput(
            $"What surrounds the ligand whose affinity is asked for has {tokens} tokens, too few for a mesh of {shape}. The structures are kept: go on with fewer ranks (--resume --ranks {tokens}).");
    }

    private static MeshShape Parsed(string mesh)
    {
        try
        {
            return MeshShape.Parse(mesh);
        }
        catch (FormatException wrong)
        {
            throw FoldException.BadInput(wrong.Message, wrong);
        }
    }

    private static string Where(int? ranks, MeshShape? forced) => ranks is not null ? "--ranks" : forced is not null ? "--mesh" : "in the request";
}
