using System.Diagnostics;
using System.Text.Json;
using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Run.Measures;

/// <summary>This program once more, as so many ranks with one thread each; one rank needs no launcher.</summary>
internal static class Launched
{
    /// <summary>The word of a command line before a <see cref="FoldShape"/>.</summary>
    public const string Word = "measure";

    /// <summary>Lets a fold be measured.</summary>
    /// <exception cref="FoldException">there is no launcher of MPI, and one is needed</exception>
    public static FoldMeasured Measure(FoldShape shape, int ranks)
    {
        IReadOnlyList<string> command = [.. OwnProgram.Command, Word, shape.Word()];
        if (ranks == 1)
            return Heard(command);
        string notes = Path.GetTempFileName();
        try
        {
            var launcher = MpiLauncher.Find();
            return Heard([launcher.Program, .. launcher.Arguments(ranks, Environment.IsPrivilegedProcess, notes, command)]);
        }
        finally
        {
            File.Delete(notes);
        }
    }

    /// <summary>Lets a fold by ranks that take turns in one process be measured.</summary>
    public static FoldMeasured MeasureTurns(FoldShape shape, int ranks, string folder) =>
        Heard([.. OwnProgram.Command, MeasuringTurns.Word, shape.Word(), $"{ranks}", folder]);

    /// <summary>What a command says that measures a fold, with one thread to a process.</summary>
    internal static FoldMeasured Heard(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardOutput = true };
        start.Environment[RankEnvironment.Threads] = "1";
        // Launchers give ranks a terminal, to which .NET would send words that only a terminal understands.
        start.Environment["TERM"] = "dumb";
        using var process = Process.Start(start)!;
        string line = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<FoldMeasured>(line)!
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}.");
    }
}
