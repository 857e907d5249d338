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
        var meshes = new MeshNames(statements, NamesMadeBy);
        var told = new HashSet<string>();
        int before;
        do
        {
            before = told.Count;
            told.UnionWith([.. statements.SelectMany(NamesMadeBy).Where(made => IsNumber(made.Of, meshes, told)).Select(made => made.Name)]);
            told.UnionWith(statements.Where(statement => TakesApart(statement, meshes)).SelectMany(NamesMadeBy).Select(made => made.Name));
        }
        while (told.Count > before);
        return [.. statements.Where(statement => Choice().IsMatch(statement) && (IsOfGroup(statement, meshes) || IsNumber(statement, meshes, told)))];
    }

    private static bool IsNumber(string statement, MeshNames meshes, HashSet<string> told)
        => Number().IsMatch(statement) || meshes.HaveNumbersIn(statement) || Word().Matches(statement).Any(word => told.Contains(word.Value));

    private static bool IsOfGroup(string statement, MeshNames meshes) => Group().IsMatch(statement) || meshes.AreAskedIn(statement);

    // var (rows, cols) = shape
    private static bool TakesApart(string statement, MeshNames meshes) => Made().Match(statement) is { Success: true } made
        && made.Groups["names"].Value[0] == '(' && made.Groups["of"].Value[0] != '(' && meshes.IsMesh(WithoutArguments(made.Groups["of"].Value));

    // What a call is given is not what it answers: where a rank's part lies is no number of ranks.
    private static string WithoutArguments(string statement)
    {
        string before;
        do
            (before, statement) = (statement, Arguments().Replace(statement, "$1"));
        while (statement != before);
        return statement;
    }

    // var x = .., var (x, y) = (.., ..), private int X => ..
    private static IEnumerable<(string Name, string Of)> NamesMadeBy(string statement)
    {
        if (Made().Match(statement) is not { Success: true } made)
            return [];
        var of = WithoutArguments(made.Groups["of"].Value);
        string[] names = [.. Word().Matches(made.Groups["names"].Value).Select(word => word.Value)], parts = of.Split(", ");
        return names.Select((name, index) => (name, names.Length == parts.Length ? parts[index].Trim('(', ')') : of));
    }

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

    [GeneratedRegex(@"\.(Rank|Ranks|Size)\b")]
    private static partial Regex Number();

    [GeneratedRegex(@"\.(World|AlongRow|AlongCol)\b|SoloCommunicator")]
    private static partial Regex Group();

    [GeneratedRegex(@"\b(if|while|switch|when|for|foreach|case|is)\b| \? | (==|!=|<|>|<=|>=|&&|\|\|) |\?\?|\b(Min|Max|Sign|Clamp|Equals|ReferenceEquals|CompareTo)\(")]
    private static partial Regex Choice();

    [GeneratedRegex(@"^(?:(?:private|public|internal|static|readonly) )*(?:var|[A-Za-z][\w<>\[\]?.]*) (?<names>\w+|\([\w, ]+\))(?:\([^)]*\))? (?:=|=>) (?<of>.+)")]
    private static partial Regex Made();
}
