using System.Diagnostics;
using System.Text.Json;

namespace FoldCP.Engine.Bench;

/// <summary>A measurement in a process of its own, whose peak is nobody else's.</summary>
internal static class Child
{
    /// <summary>Runs this program with other words and reads the JSON that it says.</summary>
    public static T Run<T>(params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Itself(), .. words]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<T>(line)!
            : throw new InvalidOperationException($"{string.Join(' ', words)} ended with {process.ExitCode}.");
    }

    // Where the process is dotnet, it needs to be told what to run.
    private static IEnumerable<string> Itself() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(Child).Assembly.Location] : [];
}
