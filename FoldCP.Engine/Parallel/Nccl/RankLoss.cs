using System.Globalization;
using System.Text.RegularExpressions;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>What ranks tell one another of one that is gone. It travels as text, off which its number can be read.</summary>
internal static partial class RankLoss
{
    public static string Silent(int rank) => $"Rank {rank} was lost: it was killed, it crashed, or its machine cannot be reached.";

    public static string NeverReady(int rank) => $"Rank {rank} was lost before it was ready: it has ended, or its machine cannot be reached.";

    public static string Ended(int rank, string host, int code) => $"Rank {rank} on {host} has ended with exit code {code}.";

    /// <summary>Which rank such words are about.</summary>
    /// <returns>null: they are about something else</returns>
    public static int? In(string words) => Named().Match(words) is { Success: true } named ? int.Parse(named.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^Rank (\d{1,9}) (was lost\b|on \S+ has ended\b)")]
    private static partial Regex Named();
}
