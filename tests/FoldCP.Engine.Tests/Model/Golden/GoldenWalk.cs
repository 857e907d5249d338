using System.Text.Json;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>
/// All cases of a folder, one line each: <c>name pass|fail error tolerance</c>, of the output that comes closest to its tolerance or
/// goes furthest beyond it. Why a case fails is told beside.
/// </summary>
internal static class GoldenWalk
{
    /// <returns>the exit code: 0 if none fails, 1 if any does, 2 if there is none</returns>
    public static int Run(string folder, GoldenRanks ranks, TextWriter lines, TextWriter reasons)
    {
        Environment.SetEnvironmentVariable(GoldenCase.Folder, folder);
        string[] names = [.. Names(folder).Order(StringComparer.Ordinal)];
        var (failed, refused) = (0, 0);
        foreach (string name in names)
        {
            if (Worst(name, ranks) is not { } worst)
            {
                refused++;
                lines.WriteLine($"{name} refused");
                continue;
            }

            lines.WriteLine($"{name} {(worst.Fault is null ? "pass" : "fail")} {worst.Error:g3} {worst.Allowed:g3}");
            if (worst.Fault is null)
                continue;
            failed++;
            reasons.WriteLine($"{name}: {worst.Fault.Split('\n')[0]}");
        }
        lines.WriteLine($"{names.Length - failed - refused} passed, {failed} failed{(refused > 0 ? $", {refused} refused: the mesh has more rows or columns than the case has tokens" : "")}");
        return names.Length == 0 ? 2 : failed == 0 ? 0 : 1;
    }

    // A file is a case, and so is a folder with a case.json. Tensors are one in any case: without a card they fail.
    private static IEnumerable<string> Names(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Where(IsCase).Concat(Directory.EnumerateFiles(folder, "*.safetensors"))
            .Select(file => Path.GetFileNameWithoutExtension(file)).Distinct()
            .Concat(Directory.EnumerateDirectories(folder).Where(inner => File.Exists(Path.Combine(inner, "case.json"))).Select(inner => Path.GetFileName(inner)));

    private static bool IsCase(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        return json.RootElement.ValueKind == JsonValueKind.Object && (json.RootElement.TryGetProperty("tolerance", out _) || json.RootElement.TryGetProperty("kind", out _));
    }

    // Whatever a case throws is that case's failure, and the next one's turn; but processes that wait for one another all end.
    private static Meeting? Worst(string name, GoldenRanks ranks)
    {
        try
        {
            using var scope = NewDisposeScope();
            var met = ranks.Compare(name);
            return met.Count > 0 ? met.MaxBy(meeting => meeting.Share)! : ranks.Tells ? Meeting.Missed("nothing is compared") : new(0, 0, Fault: null);
        }
        catch (TooFewTokensException)
        {
            return null;
        }
        catch (Exception fault) when (ranks.World is null)
        {
            return Meeting.Missed($"{fault.GetType().Name}: {fault.Message}");
        }
    }
}
