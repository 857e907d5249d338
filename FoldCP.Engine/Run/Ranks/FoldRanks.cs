using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.InTurns;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>The ranks that fold a complex together, seen from one of them. One alone is a group of one.</summary>
/// <param name="world">all of them</param>
/// <param name="shape">how they lie</param>
/// <param name="end">ends them all, this one too, with an exit code; what the others wait for will never come</param>
internal sealed class FoldRanks(ICommunicator world, MeshShape shape, Action<int> end)
{
    private readonly Lazy<Mesh> _mesh = new(() => new(world, shape.Rows, shape.Cols));

    public static FoldRanks Alone { get; } = new(new SoloCommunicator(), new(1, 1), _ => { }) { IsOneProcess = true };

    public int Rank => world.Rank;

    public int Count => world.Size;

    public MeshShape Shape => shape;

    /// <summary>Whether this rank has the run folder and speaks for all.</summary>
    public bool Leads => Rank == 0;

    /// <summary>Whether they all live and die in this process, one at work at a time; else each is a process.</summary>
    public bool IsOneProcess { get; init; }

    /// <summary>Where those have their tensors who wait for their turn; null: none do.</summary>
    public ITileStore? Store { get; init; }

    /// <summary>Made by all together, once they know that they mean the same.</summary>
    public Mesh Mesh => _mesh.Value;

    /// <summary>What the first rank says.</summary>
    public string HearFirst(string own) => world.Hear(from: 0, own);

    /// <summary>What each rank says, in their order.</summary>
    public IReadOnlyList<string> HearAll(string own) => world.HearAll(own);

    /// <summary>Whether any rank wants it. All are here when it is answered.</summary>
    public bool AnyWants(bool own) => world.IsSoForAny(own);

    /// <summary>Goes on when all ranks are here.</summary>
    public void Meet() => _ = world.IsSoForAny(false);

    /// <summary>How many of them this machine's memory has to do for at once.</summary>
    public int OnThisMachine() => IsOneProcess ? 1 : HearAll(Environment.MachineName).Count(name => name == Environment.MachineName);

    /// <summary>Does what ranks do each by itself, and goes on if all of them could.</summary>
    /// <param name="act">says nothing to other ranks</param>
    /// <param name="failureOf">what this rank tells of its failure</param>
    /// <exception cref="AgreedFailure">the first rank that could not</exception>
    public T EachAlone<T>(Func<T> act, Func<Exception, FoldFailed> failureOf)
    {
        var (made, failed) = Tried(act, failureOf);
        string told = failed is null ? "" : JsonSerializer.Serialize(failed, ContractJson.Default.FoldFailed);
        return HearAll(told).FirstOrDefault(words => words.Length > 0) is { } first
            ? throw new AgreedFailure(JsonSerializer.Deserialize(first, ContractJson.Default.FoldFailed)!)
            : made!;
    }

    /// <inheritdoc cref="FoldRanks" path="/param[@name='end']"/>
    public void End(int code) => end(code);

    private static (T? Made, FoldFailed? Failed) Tried<T>(Func<T> act, Func<Exception, FoldFailed> failureOf)
    {
        try
        {
            return (act(), null);
        }
        catch (Exception failure)
        {
            return (default, failureOf(failure));
        }
    }
}
