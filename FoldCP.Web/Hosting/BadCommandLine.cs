namespace FoldCP.Web.Hosting;

/// <summary>The answer to a command line that cannot be understood.</summary>
internal static class BadCommandLine
{
    private const int ExitCode = 2;

    /// <returns>the exit code</returns>
    public static async Task<int> RefuseAsync(string fault)
    {
        await Console.Error.WriteLineAsync(fault);
        return ExitCode;
    }
}
