namespace FoldCP.Jobs.Postgres;

/// <summary>
/// Whose name the server runs under. PostgreSQL refuses root, so root hands over to the account that owns the data; new data get
/// <c>postgres</c> where that account exists, else <c>nobody</c>. Everyone else runs it directly.
/// </summary>
/// <param name="Name">null for whoever we are</param>
/// <param name="Group">its primary group, by number</param>
internal sealed record PostgresAccount(string? Name, string? Group)
{
    private static readonly string[] s_preferred = ["postgres", "nobody"];

    /// <param name="data">the data folder, which may not be there yet</param>
    public static async Task<PostgresAccount> ChooseAsync(string data)
        => Environment.IsPrivilegedProcess
            ? For(await Command.AskAsync("stat", "-c", "%U", data), await File.ReadAllLinesAsync("/etc/passwd"))
            : new PostgresAccount(null, null);

    /// <param name="owner">of the data; null if there are none</param>
    /// <param name="passwd">lines of name:password:uid:gid:…</param>
    internal static PostgresAccount For(string? owner, IEnumerable<string> passwd)
    {
        var groups = passwd.Select(line => line.Split(':')).Where(x => x.Length > 3 && x[2] != "0").ToLookup(x => x[0], x => x[3]);
        return new[] { owner }.Concat(s_preferred).OfType<string>()
            .Where(groups.Contains).Select(name => new PostgresAccount(name, groups[name].First())).FirstOrDefault()
            ?? throw new InvalidOperationException("PostgreSQL does not run as root, and there is no account 'postgres' or 'nobody' to run it.");
    }

    /// <summary>Runs a program under this account.</summary>
    /// <exception cref="PostgresToolException">it did not end with 0</exception>
    public Task RunAsync(string program, params string[] arguments)
        => Name is null
            ? Command.RunAsync(program, arguments)
            : Command.RunAsync("setpriv", [$"--reuid={Name}", $"--regid={Group}", "--clear-groups", program, .. arguments]);

    /// <summary>Makes the account the owner of a file or of a folder with all that is in it.</summary>
    public Task GiveAsync(string path)
        => Name is null ? Task.CompletedTask : Command.RunAsync("chown", ["-R", $"{Name}:{Group}", path]);

    public Task<bool> OwnsAsync(string path) => FindsAsync("-O", path);

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
}
