using System.Text.RegularExpressions;
using FoldCP.Contract;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>How a rank tells its launcher that it cannot begin, among whatever else is said there: it has no folder yet to say it in.</summary>
internal static partial class RankRefusal
{
    /// <summary>The line that it says.</summary>
    public static string Words(FoldException refused) => $"Cannot begin ({refused.Kind}): {refused.Message.ReplaceLineEndings(" ")}";

    /// <returns>null: the line speaks of something else</returns>
    public static (FailureKind Kind, string Cause)? In(string line) =>
        Line().Match(line) is { Success: true } told && Enum.TryParse(told.Groups[1].Value, out FailureKind kind) ? (kind, told.Groups[2].Value) : null;

    [GeneratedRegex(@"^Cannot begin \((\w+)\): (.+)$")]
    private static partial Regex Line();
}
