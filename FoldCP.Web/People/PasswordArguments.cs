using FoldCP.Jobs;

namespace FoldCP.Web.People;

/// <summary>What <c>password NAME [--state FOLDER]</c> asks for.</summary>
/// <param name="Name">whose password</param>
/// <param name="Settings">the same as settings of the server</param>
/// <param name="Fault">what is wrong with the command line; null if nothing</param>
internal sealed record PasswordArguments(string Name, string[] Settings, string? Fault = null)
{
    public const string Word = "password";

    private const string Usage = "Usage: password NAME [--state FOLDER]";

    // The command's own lines are for a person; what goes wrong goes to the other stream.
    private static readonly string[] s_quiet = ["--Logging:LogLevel:Default=Warning", "--Logging:Console:LogToStandardErrorThreshold=Trace"];

    /// <returns>null if something else is asked for</returns>
    public static PasswordArguments? Of(IReadOnlyList<string> args) => args switch
    {
        [Word, var name] when !name.StartsWith('-') => new PasswordArguments(name, s_quiet),
        [Word, var name, "--state", var folder] when !name.StartsWith('-')
            => new PasswordArguments(name, [.. s_quiet, $"--{StateFolder.Setting}={Path.GetFullPath(folder)}"]),
        [Word, ..] => new PasswordArguments("", [], $"Whose password? {Usage}"),
        _ => null,
    };
}
