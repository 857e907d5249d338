using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Input;

/// <summary>Reads <c>request.json</c> and tells what is wrong with it by line and key.</summary>
internal static class RequestFile
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
            throw FoldException.BadInput(JsonFault.Sentence("request.json", bad), bad);
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
                $"request.json is of version {version}, and this engine reads version {FoldRequest.CurrentVersion}. "
                + "Use an engine of the same release as the server.");
        }
    }

    private static bool ValueEquals(this JsonElement element, int expected) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out int value) && value == expected;
}
