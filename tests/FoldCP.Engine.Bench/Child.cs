using System.Diagnostics;
using System.Text.Json;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Bench;

/// <summary>A measurement in a process of its own, whose peak is nobody else's.</summary>
internal static class Child
{
    /// <summary>Runs this program with other words and reads the JSON that it says.</summary>
    public static T Run<T>(params IEnumerable<string> words)
    {
        IReadOnlyList<string> command = [.. OwnProgram.Command, .. words];
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
