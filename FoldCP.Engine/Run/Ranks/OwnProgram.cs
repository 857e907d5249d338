namespace FoldCP.Engine.Run.Ranks;

/// <summary>How to start what runs here once more.</summary>
internal static class OwnProgram
{
    /// <summary>The program is its own executable, or is started by dotnet.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? [Environment.ProcessPath!, System.Reflection.Assembly.GetEntryAssembly()!.Location]
            : [Environment.ProcessPath!];
}
