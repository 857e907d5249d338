using System.Diagnostics;

namespace FoldCP.Jobs.Postgres;

/// <summary>
/// Whose name the server runs under. PostgreSQL refuses root, so root hands over to <c>postgres</c> where that account exists, else
/// to <c>nobody</c>; everyone else runs it directly.
/// </summary>
/// <param name="Name">null for whoever we are</param>
/// <param name="Group">its primary group, by number</param>
internal sealed record PostgresAccount(string? Name, string? Group)
{
    private static readonly string[] s_preferred = ["postgres", "nobody"];

    public static PostgresAccount Choose()
        => Environment.IsPrivilegedProcess ? In(File.ReadAllLines("/etc/passwd")) : new PostgresAccount(null, null);

    /// <param name="passwd">lines of name:password:uid:gid:…</param>
    internal static PostgresAccount In(IEnumerable<string> passwd)
    {
        var groups = passwd.Select(line => line.Split(':')).Where(x => x.Length > 3).ToLookup(x => x[0], x => x[3]);
        return s_preferred.Where(groups.Contains).Select(name => new PostgresAccount(name, groups[name].First())).FirstOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' to run it.");
    }

    /// <summary>Runs a program under this account.</summary>
    /// <exception cref="PostgresToolException">it did not end with 0</exception>
    public Task RunAsync(string program, params string[] arguments)
        => Name is null
            ? RunAsOurselvesAsync(program, arguments)
            : RunAsOurselvesAsync("setpriv", [$"--reuid={Name}", $"--regid={Group}", "--clear-groups", program, .. arguments]);

    /// <summary>Makes the account the owner of a file or of a folder with all that is in it.</summary>
    public Task GiveAsync(string path)
        => Name is null ? Task.CompletedTask : RunAsOurselvesAsync("chown", ["-R", $"{Name}:{Group}", path]);

    public Task<bool> CanReachAsync(string path) => FindsAsync("-x", path);

    /// <summary>Whether two names lead to one folder, through links, mounts and /proc.</summary>
    public Task<bool> IsSameAsync(string one, string other) => FindsAsync(one, "-ef", other);

    private async Task<bool> FindsAsync(params string[] test)
    {
        try
        {
            await RunAsync("test", test);
            return true;
        }
        catch (PostgresToolException)
        {
            return false;
        }
    }

    internal static async Task RunAsOurselvesAsync(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C.UTF-8";
        using var process = Process.Start(start)!;

        // Wait for the exit only: a server that inherits these pipes would keep their end from coming.
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new PostgresToolException($"{Path.GetFileName(program)} ended with {process.ExitCode}: {(await process.StandardError.ReadToEndAsync()).Trim()}");
    }
}

/// <summary>A program of PostgreSQL did not do what it was asked to.</summary>
public sealed class PostgresToolException(string message) : Exception(message);
