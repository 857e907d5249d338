using System.Text;
using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>Reads the steps that another process tells in a run folder, each once.</summary>
internal sealed class ProgressTail
{
    private readonly RunFolder _folder;
    private long _read;

    /// <param name="folder">the run folder; what was told there before is of no interest</param>
    public ProgressTail(RunFolder folder)
    {
        _folder = folder;
        // Not behind half a line that a killed engine has left: the next engine drops it, and tells a line of its own there.
        _ = NewLines();
    }

    /// <summary>What was told since it was asked last; a line that still grows comes the next time.</summary>
    public IReadOnlyList<Progress> New() => [.. NewLines().Select(line => JsonSerializer.Deserialize(line, ContractLineJson.Default.Progress)!)];

    private string[] NewLines()
    {
        if (!File.Exists(_folder.Progress))
            return [];
        using var file = new FileStream(_folder.Progress, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        _read = Math.Min(_read, file.Length);
        file.Position = _read;
        var bytes = new byte[file.Length - _read];
        int end = bytes.AsSpan(0, file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)).LastIndexOf((byte)'\n') + 1;
        _read += end;
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
