using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>Which processes the ranks are.</summary>
internal static class RankRoll
{
    /// <returns>all of them, in their order</returns>
    public static IReadOnlyList<RankProcess> Call(FoldRanks ranks) =>
        [.. ranks.HearAll(JsonSerializer.Serialize(Self(ranks.Rank), ContractJson.Default.RankProcess)).Select(Read)];

    private static RankProcess Self(int rank)
    {
        int pid = Environment.ProcessId;
        long ticks = ProcessClock.StartTicks(pid) ?? throw new InvalidOperationException($"/proc/{pid}/stat cannot be read.");
        return new(rank, pid, ticks, Environment.MachineName);
    }

    private static RankProcess Read(string words) => JsonSerializer.Deserialize(words, ContractJson.Default.RankProcess)!;
}
