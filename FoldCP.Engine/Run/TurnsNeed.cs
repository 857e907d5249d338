using System.Globalization;
using FoldCP.Contract;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run;

/// <summary>What a fold takes where ranks take turns on one machine.</summary>
/// <param name="Ranks">how many</param>
/// <param name="Memory">of the machine at most, bytes</param>
/// <param name="Disk">of the tile store's, about, bytes</param>
internal sealed record TurnsNeed(int Ranks, double Memory, double Disk)
{
    // Messages lie there as well, copies of what is worked on, and gaps between them: 1.5 to 2.2 times what one rank would have of the whole
    // complex, measured at 384 tokens of the released widths and at 700 of the demo's.
    private const double Beside = 2;

    private const double Gigabyte = 1e9;

    private static readonly int[] s_numbers = [2, 4, 6, 9, 12, 16, 20, 25, 30, 36, 42, 49, 56, 64];

    /// <summary>How a user has it.</summary>
    public string Sentence => string.Create(CultureInfo.InvariantCulture,
        $"{Ranks} ranks in turns (--ranks {Ranks} --tile-store FOLDER) take about {Memory / Gigabyte:F1} GB of memory and {Disk / Gigabyte:F1} GB of disk, and much longer.");

    /// <summary>Of so many ranks.</summary>
    public static TurnsNeed Of(MemoryPlan plan, FoldSize size) => new(size.Ranks, plan.Peak(size), Beside * plan.Shared(size));

    /// <summary>Of the fewest ranks that fit into so many bytes; null: none do.</summary>
    public static TurnsNeed? Fewest(MemoryPlan plan, FoldSize size, double available) =>
        s_numbers.Where(ranks => ranks <= size.Tokens).Select(ranks => Of(plan, size with { Ranks = ranks })).FirstOrDefault(need => need.Memory <= available);

    /// <summary>Refuses a tile store that cannot take what those have that wait, all but one of the ranks.</summary>
    /// <param name="plan">of the network</param>
    /// <param name="size">of the fold</param>
    /// <param name="room">bytes</param>
    /// <exception cref="FoldException">it cannot</exception>
    public static void CheckRoom(MemoryPlan plan, FoldSize size, double room)
    {
        if (plan.Shared(size) * (size.Ranks - 1) / size.Ranks <= room)
            return;
        throw new FoldException(FailureKind.BadInput, string.Create(CultureInfo.InvariantCulture,
            $"The tile store of a complex of {size.Tokens} residues takes about {Of(plan, size).Disk / Gigabyte:F1} GB, and there are {room / Gigabyte:F1} GB. Name a folder on another disk (--tile-store)."));
    }
}
