using System.Text.Json;
using System.Text.RegularExpressions;

namespace FoldCP.Engine.Input;

/// <summary>Says what is wrong with a JSON file in the user's words, by line and key. The reader's own words name .NET's types.</summary>
internal static partial class JsonFault
{
    public static string Sentence(string file, JsonException fault)
    {
        string where = fault.LineNumber is { } line ? $"{file}, line {line + 1}" : file;
        return $"{where}: {What(fault, fault.Path is { Length: > 2 } path ? path[2..] : null)}";
    }

    private static string What(JsonException fault, string? key)
    {
        if (Unknown().Match(fault.Message) is { Success: true } unknown)
            return $"the key '{unknown.Groups[1].Value}' is not known. Remove it, or correct its spelling.";
        if (Repeated().Match(fault.Message) is { Success: true } repeated)
            return $"the key '{repeated.Groups[1].Value}' stands twice.";
        if (Missing().Match(fault.Message) is { Success: true } missing)
            return $"{missing.Groups[1].Value} is missing{(key is null ? "" : $" in {key}")}.";
        if (WrongKind().IsMatch(fault.Message))
            return $"the value of {key ?? "the file"} is not of the kind that belongs there.";
        return $"this is not JSON: {Position().Replace(fault.Message, "")}";
    }

    [GeneratedRegex("property '([^']*)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("Duplicate property '([^']*)'")]
    private static partial Regex Repeated();

    [GeneratedRegex("missing required properties including: (.*?)\\.")]
    private static partial Regex Missing();

    [GeneratedRegex("could not be converted|doesn't allow|null values")]
    private static partial Regex WrongKind();

    // The reader adds its own position, which counts lines from 0.
    [GeneratedRegex(" (Path: .*|LineNumber: .*)$")]
    private static partial Regex Position();
}
