using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FoldCP.Engine.Input;

/// <summary>Reads AlphaFold's JSON: one complex in AlphaFold 3's dialect, or a list of jobs in the AlphaFold Server's.</summary>
internal static class AlphaFoldFile
{
    /// <exception cref="FoldException">it is neither; the message names the line or the chain</exception>
    public static IReadOnlyList<FoldInput> Read(string path)
    {
        string name = Path.GetFileName(path);
        string text = InputFolder.Read(path, file => file.ReadToEnd());
        try
        {
            FoldInput[] inputs = text.AsSpan().TrimStart().StartsWith("[")
                ? [.. Parsed(text, AlphaFoldJson.Default.IReadOnlyListAlphaFoldServerJob).Select(job => AlphaFoldServerInput.From(job, name))]
                : IsJobOfServer(text) ? [AlphaFoldServerInput.From(Parsed(text, AlphaFoldJson.Default.AlphaFoldServerJob), name)]
                : [AlphaFold3Input.From(Parsed(text, AlphaFoldJson.Default.AlphaFold3Job), name, new(path))];
            foreach (var input in inputs)
                InputCheck.Check(input, name);
            return inputs.Length > 0 ? inputs : throw FoldException.BadInput($"{name} has no jobs.");
        }
        catch (JsonException bad)
        {
            throw FoldException.BadInput(JsonFault.Sentence(name, bad), bad);
        }
    }

    // The server's own files are lists; people take one job out of them.
    private static bool IsJobOfServer(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("dialect", out var dialect)
            && dialect.ValueEquals("alphafoldserver");
    }

    private static T Parsed<T>(string text, JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(text, type) ?? throw new JsonException("The file holds null values only.");
}
