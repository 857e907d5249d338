using System.Diagnostics;

namespace FoldCP.Jobs.Postgres;

/// <summary>Runs a program and waits for its end.</summary>
internal static class Command
{
    /// <exception cref="PostgresToolException">it did not end with 0</exception>
    public static async Task RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Start(program, arguments);

        // Wait for the exit only: a server that inherits these pipes would keep their end from coming.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new PostgresToolException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {(await process.StandardError.ReadToEndAsync()).Trim()}");
    }

    /// <returns>the line that it prints; null if it did not end with 0</returns>
    public static async Task<string?> AskAsync(string program, params string[] arguments)
    {
        using var process = Start(program, arguments);
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? answer.Trim() : null;
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        return Process.Start(start)!;
    }
}

/// <summary>A program of PostgreSQL did not do what it was asked to.</summary>
public sealed class PostgresToolException(string message) : Exception(message);
