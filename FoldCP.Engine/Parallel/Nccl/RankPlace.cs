using System.Globalization;
using System.Text.RegularExpressions;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Where this process stands among those of its run, as its launcher has told it, and where they meet.</summary>
/// <param name="Rank">its number</param>
/// <param name="Size">how many they are</param>
/// <param name="Host">the first rank's machine</param>
/// <param name="Port">where the first rank listens</param>
/// <param name="Job">what they all call their run, so that others are not taken for them</param>
internal sealed partial record RankPlace(int Rank, int Size, string Host, int Port, string Job)
{
    private const int FirstOfSlurm = 23000;
    private const int PortsOfSlurm = 9000;
    private const int UsualPort = 29500;

    /// <param name="told">the environment</param>
    /// <returns>null: nobody has launched several processes, or not so that they can meet</returns>
    public static RankPlace? Of(Func<string, string?> told) => OfVariables(told) ?? OfSlurm(told);

    /// <summary>The variables that launchers of PyTorch set, and that anybody can.</summary>
    private static RankPlace? OfVariables(Func<string, string?> told)
        => Number(told("RANK")) is { } rank && Number(told("WORLD_SIZE")) is > 1 and { } size && told("MASTER_ADDR") is { Length: > 0 } host
        ? new(rank, size, host, Number(told("MASTER_PORT")) ?? UsualPort, told("TORCHELASTIC_RUN_ID") ?? "")
        : null;

    // Only who is launched by srun has a step; a batch script, which may launch some, has none.
    private static RankPlace? OfSlurm(Func<string, string?> told)
        => Number(told("SLURM_PROCID")) is { } rank && Number(told("SLURM_STEP_NUM_TASKS")) is > 1 and { } size && told("SLURM_STEP_NODELIST") is { Length: > 0 } nodes
        ? new(rank, size, told("MASTER_ADDR") ?? FirstNode(nodes), Number(told("MASTER_PORT")) ?? PortOf(told), $"{told("SLURM_JOB_ID")}.{told("SLURM_STEP_ID")}")
        : null;

    /// <summary>The first machine of a list as Slurm writes it, such as <c>gpu[003-005,9],cpu1</c>.</summary>
    internal static string FirstNode(string nodes)
    {
        var first = First().Match(nodes);
        return first.Groups["before"].Value + first.Groups["number"].Value + first.Groups["after"].Value;
    }

    private static int PortOf(Func<string, string?> told) => FirstOfSlurm + (((Number(told("SLURM_JOB_ID")) ?? 0) + (Number(told("SLURM_STEP_ID")) ?? 0)) % PortsOfSlurm);

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out int number) && number >= 0 ? number : null;

    [GeneratedRegex(@"^(?<before>[^,\[]*)(\[(?<number>\d+)[^\]]*\](?<after>[^,]*))?")]
    private static partial Regex First();
}
