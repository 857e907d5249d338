using System.Text;
using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>Reads the steps that another process tells in a run folder, each once.</summary>
internal sealed class ProgressTail(RunFolder folder)
{
    private long _read = new FileInfo(folder.Progress) is { Exists: true } file ? file.Length : 0;

    /// <summary>What was told since it was asked last; a line that still grows comes the next time.</summary>
    public IReadOnlyList<Progress> New()
    {
        if (!File.Exists(folder.Progress))
            return [];
        using var file = new FileStream(folder.Progress, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        // Half a line that a killed engine had left is dropped by the next.
        _read = Math.Min(_read, file.Length);
        file.Position = _read;
        var bytes = new byte[file.Length - _read];
        file.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _read += end;
        return [.. Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize(line, ContractLineJson.Default.Progress)!)];
    }
}
