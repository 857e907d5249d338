using System.Diagnostics;
using System.Text.Json;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Bench;

/// <summary>A measurement in a process of its own, whose peak is nobody else's.</summary>
internal static class Child
{
    /// <summary>Runs this program with other words and reads the JSON that it says.</summary>
    public static T Run<T>(params IEnumerable<string> words) => Run<T>([.. OwnProgram.Command, .. words], new Dictionary<string, string>());

    /// <summary>Runs a program and reads the JSON that it says.</summary>
    public static T Run<T>(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
