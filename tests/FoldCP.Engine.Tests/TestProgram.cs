namespace FoldCP.Engine.Tests;

/// <summary>How to start the test program once more, with words of its own (<c>Program.cs</c>).</summary>
internal static class TestProgram
{
    /// <summary>It is its own executable, or is started by dotnet.</summary>
    public static IReadOnlyList<string> Command { get; } =
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Environment.ProcessPath!, typeof(TestProgram).Assembly.Location] : [Environment.ProcessPath!];
}
