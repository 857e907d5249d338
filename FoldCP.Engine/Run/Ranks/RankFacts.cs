using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>Something that must be the same on all ranks.</summary>
/// <param name="What">as a sentence calls it</param>
/// <param name="Value">what it is here</param>
internal sealed record RankFact(string What, string Value);

/// <summary>Whether ranks mean the same fold: each tells what it has, and all compare.</summary>
internal static class RankFacts
{
    /// <returns>the first rank that differs from the first of all, and how; null: all are alike</returns>
    public static (int Rank, string Sentence)? Difference(IReadOnlyList<IReadOnlyList<RankFact>> all)
    {
        for (int rank = 1; rank < all.Count; rank++)
        {
            foreach (var (expected, found) in all[0].Zip(all[rank]))
            {
                if (expected != found)
                    return (rank, $"Rank {rank} differs from rank 0 in the {expected.What}: {found.Value} instead of {expected.Value}. All ranks need the same release, weights and files.");
            }
        }
        return null;
    }

    public static string Words(IReadOnlyList<RankFact> facts) => JsonSerializer.Serialize(facts, RankFactsJson.Default.IReadOnlyListRankFact);

    public static IReadOnlyList<RankFact> Read(string words) => JsonSerializer.Deserialize(words, RankFactsJson.Default.IReadOnlyListRankFact)!;
}

[JsonSerializable(typeof(IReadOnlyList<RankFact>))]
internal sealed partial class RankFactsJson : JsonSerializerContext;
