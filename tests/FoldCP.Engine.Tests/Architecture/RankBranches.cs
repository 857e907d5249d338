using System.Text.RegularExpressions;

namespace FoldCP.Engine.Tests.Architecture;

/// <summary>
/// Finds in source text where what is done depends on how many ranks there are or which one this is: a condition, a choice, a
/// comparison or a loop in whose statement a rank, its place or the size of a mesh is named, or something that was made of these.
/// </summary>
internal static partial class RankBranches
{
    /// <summary>The statements, without comments and texts, each on a line.</summary>
    public static IReadOnlyList<string> In(string source)
    {
        string[] statements = [.. Ends().Split(Silent().Replace(source, "")).Select(statement => Spaces().Replace(statement, " ").Trim())];
        var told = new HashSet<string>();
        int before;
        do
        {
            before = told.Count;
            told.UnionWith(statements.Where(statement => IsNumber(WithoutArguments(statement), told)).SelectMany(NamesMadeBy));
        }
        while (told.Count > before);
        return [.. statements.Where(statement => Choice().IsMatch(statement) && (Group().IsMatch(statement) || IsNumber(statement, told)))];
    }

    private static bool IsNumber(string statement, HashSet<string> told)
        => Number().IsMatch(statement) || Word().Matches(statement).Any(word => told.Contains(word.Value));

    // What a call is given is not what it answers: where a rank's part lies is no number of ranks.
    private static string WithoutArguments(string statement)
    {
        string before;
        do
            (before, statement) = (statement, Arguments().Replace(statement, "$1"));
        while (statement != before);
        return statement;
    }

    // var x = .., var (x, y) = .., private int X => ..
    private static IEnumerable<string> NamesMadeBy(string statement)
        => Made().Match(statement) is { Success: true } made ? Word().Matches(made.Groups["names"].Value).Select(word => word.Value) : [];

    [GeneratedRegex("""//[^\n]*|/\*.*?\*/|\$?@?"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'""", RegexOptions.Singleline)]
    private static partial Regex Silent();

    [GeneratedRegex(@"(\w)\([^()]*\)")]
    private static partial Regex Arguments();

    [GeneratedRegex("[;{}]")]
    private static partial Regex Ends();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"(?<![\w.])[A-Za-z_]\w*")]
    private static partial Regex Word();

    [GeneratedRegex(@"\.(Rank|Ranks|Size)\b|[mM]esh!?\.(Rows|Cols|Row|Col|Is\w+)\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.(World|AlongRow|AlongCol)\b|[mM]esh (is|==|!=)|ReferenceEquals\([^)]*[mM]esh|SoloCommunicator")]
    private static partial Regex Group();

    [GeneratedRegex(@"\b(if|while|switch|when|for|foreach|case|is)\b| \? | (==|!=|<|>|<=|>=|&&|\|\|) |\?\?|\b(Min|Max|Sign|Clamp|Equals|ReferenceEquals|CompareTo)\(")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^(?:(?:private|public|internal|static|readonly) )*(?:var|[A-Za-z][\w<>\[\]?.]*) (?<names>\w+|\([\w, ]+\))(?:\([^)]*\))? (?:=|=>) ")]
    private static partial Regex Made();
}
