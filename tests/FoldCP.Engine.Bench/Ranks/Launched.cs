using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>This program as so many ranks with one thread each; one rank needs no launcher.</summary>
internal static class Launched
{
    private static readonly Dictionary<string, string> s_environment = new()
    {
        [RankEnvironment.Threads] = "1",
        // Launchers give ranks a terminal, to which .NET would send words that only a terminal understands.
        ["TERM"] = "dumb",
    };

    /// <summary>Runs it with other words and reads the JSON that its first rank says.</summary>
    public static T Run<T>(int ranks, params IReadOnlyList<string> words)
    {
        IReadOnlyList<string> command = [.. OwnProgram.Command, .. words];
        if (ranks == 1)
            return Child.Run<T>(command, s_environment);
        string notes = Path.GetTempFileName();
        try
        {
            var launcher = MpiLauncher.Find();
            return Child.Run<T>([launcher.Program, .. launcher.Arguments(ranks, Environment.IsPrivilegedProcess, notes, command)], s_environment);
        }
        finally
        {
            File.Delete(notes);
        }
    }
}
