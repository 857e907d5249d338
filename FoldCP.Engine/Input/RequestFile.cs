using System.Text.Json;
using System.Text.RegularExpressions;
using FoldCP.Contract;

namespace FoldCP.Engine.Input;

/// <summary>Reads <c>request.json</c> and tells what is wrong with it by line and key.</summary>
internal static partial class RequestFile
{
    /// <exception cref="FoldException">it is not a request that this engine understands</exception>
    public static FoldRequest Read(RunFolder folder)
    {
        try
        {
            byte[] text = File.ReadAllBytes(folder.Request);
            CheckVersion(text);
            var request = JsonSerializer.Deserialize(text, ContractJson.Default.FoldRequest)
                ?? throw FoldException.BadInput("request.json holds no object.");
            RequestCheck.Check(request);
            return request;
        }
        catch (JsonException bad)
        {
            throw FoldException.BadInput(Sentence(bad), bad);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw FoldException.BadInput($"request.json cannot be read: {unreadable.Message}", unreadable);
        }
    }

    // Before all else: a request of another version may have keys that this engine does not know.
    private static void CheckVersion(byte[] text)
    {
        using var document = JsonDocument.Parse(text);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw FoldException.BadInput("request.json holds no object.");
        if (!document.RootElement.TryGetProperty("version", out var version))
            throw FoldException.BadInput($"request.json has no version. This engine reads version {FoldRequest.CurrentVersion}.");
        if (!version.ValueEquals(FoldRequest.CurrentVersion))
        {
            throw FoldException.Unsupported(
                $"request.json is of version {version}, and this engine reads version {FoldRequest.CurrentVersion}. Use an engine of the same release as the server.");
        }
    }

    private static bool ValueEquals(this JsonElement element, int expected) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value == expected;

    private static string Sentence(JsonException bad)
    {
        string where = bad.LineNumber is { } line ? $"request.json, line {line + 1}" : "request.json";
        string key = bad.Path is { Length: > 2 } path ? path[2..] : "the file";
        if (UnknownKey().Match(bad.Message) is { Success: true } unknown)
            return $"{where}: the key '{unknown.Groups[1].Value}' is not known. Remove it, or correct its spelling.";
        if (MissingKeys().Match(bad.Message) is { Success: true } missing)
            return $"{where}: {missing.Groups[1].Value} is missing{(bad.Path is { Length: > 2 } ? $" in {key}" : "")}.";
        if (bad.Message.Contains("could not be converted", StringComparison.Ordinal))
            return $"{where}: the value of {key} is not of the kind that belongs there.";
        return $"{where}: this is not JSON: {Position().Replace(bad.Message, "")}";
    }

    [GeneratedRegex("property '([^']*)' could not be mapped")]
    private static partial Regex UnknownKey();

    [GeneratedRegex("missing required properties including: (.*?)\\.")]
    private static partial Regex MissingKeys();

    // The reader adds its own position, which counts lines from 0.
    [GeneratedRegex(" (Path: .*|LineNumber: .*)$")]
    private static partial Regex Position();
}
