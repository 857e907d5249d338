using Microsoft.Extensions.Configuration;

namespace FoldCP.Jobs;

/// <summary>
/// The one folder in which FoldCP keeps what is not in the database, and the private database itself. Setting
/// <c>State:Folder</c>; else <c>/var/lib/foldcp</c> for root and <c>$XDG_STATE_HOME/foldcp</c> for everyone else.
/// </summary>
public sealed record StateFolder(string Path)
{
    public const string Setting = "State:Folder";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // The database's account, which is not root, must get through to its own folder; it cannot list these.
    private const UnixFileMode PassThrough = OwnerOnly | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The private database cluster, if there is one.</summary>
    public string Postgres => Below("postgres");

    /// <summary>Uploaded files that wait for their owner's decision, named by SHA-256.</summary>
    public string Uploads => Below("uploads");

    /// <summary>Results, named by SHA-256 below the first two letters of it.</summary>
    public string Artefacts => Below("artefacts");

    /// <summary>A run folder per fold.</summary>
    public string Runs => Below("runs");

    /// <summary>The keys that sign cookies, so that a restart signs nobody out.</summary>
    public string Keys => Below("keys");

    public string RunOf(Guid foldId) => System.IO.Path.Combine(Runs, foldId.ToString());

    /// <summary>Finds the folder by the settings and makes what is missing.</summary>
    /// <exception cref="InvalidOperationException">the folder cannot be written; says which and what to set</exception>
    public static StateFolder Open(IConfiguration settings)
    {
        var folder = new StateFolder(System.IO.Path.GetFullPath(settings[Setting] is { Length: > 0 } chosen ? chosen : Default()));
        try
        {
            folder.Create();
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new InvalidOperationException(
                $"The state folder {folder.Path} cannot be written ({refused.Message}). Choose another one with the setting {Setting} or State__Folder.",
                refused);
        }
        return folder;
    }

    private static string Default()
    {
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/foldcp";

        string state = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { Length: > 0 } xdg
            ? xdg
            : System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state");
        return System.IO.Path.Combine(state, "foldcp");
    }

    private void Create()
    {
        Directory.CreateDirectory(Path, PassThrough);
        Directory.CreateDirectory(Postgres, PassThrough);
        foreach (string secret in new[] { Uploads, Artefacts, Runs, Keys })
            Directory.CreateDirectory(secret, OwnerOnly);
    }

    private string Below(string name) => System.IO.Path.Combine(Path, name);
}
