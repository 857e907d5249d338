namespace FoldCP.Jobs.Postgres;

/// <summary>Whether a server process is at home in a data folder, which it never leaves.</summary>
internal static class ServerHome
{
    /// <returns>null if it cannot be said, as only its own account may look into a process; or if the process is gone</returns>
    public static async Task<bool?> IsInAsync(string data, int process)
    {
        string cwd = $"/proc/{process}/cwd";
        string? home = await IdentityAsync(cwd) ?? await IdentityAsOwnerAsync(process, cwd);
        return home is null ? null : home == await IdentityAsync(data);
    }

    /// <summary>A root without all of root's rights, as in a container, has to become the process's account to look.</summary>
    private static async Task<string?> IdentityAsOwnerAsync(int process, string path)
        => Environment.IsPrivilegedProcess && await Command.AskAsync("stat", "-c", "%u", $"/proc/{process}") is { } owner
            ? await Command.AskAsync("setpriv", [$"--reuid={owner}", "--clear-groups", "stat", .. s_identity, path])
            : null;

    private static Task<string?> IdentityAsync(string path) => Command.AskAsync("stat", [.. s_identity, path]);

    // Device and inode: one folder, whatever its name.
    private static readonly string[] s_identity = ["-L", "-c", "%d:%i"];
}
