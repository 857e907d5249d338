using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace FoldCP.Jobs.Postgres;

/// <summary>The places of a private cluster: one data folder per major version, since versions do not read one another's.</summary>
internal sealed record ClusterFolder(string Path, int Major)
{
    // pg_ctl hands the path to a shell between double quotes.
    private static readonly SearchValues<char> s_unspeakable = SearchValues.Create("\"$`\\\n\r");

    /// <summary>Held for the moment of starting or stopping, by one instance at a time.</summary>
    public string Turn => Below("turn.lock");

    /// <summary>Shared by all instances that use the server; the kernel drops a dead one's part.</summary>
    public string Presence => Below("presence.lock");

    /// <summary>The generated password, for our eyes only.</summary>
    public string Secret => Below("secret");

    /// <summary>A copy of the binaries where the account cannot reach the original.</summary>
    public string CopiedBinaries => System.IO.Path.Combine(Home, "native");

    /// <summary>Belongs to the account that runs the server, like all below it.</summary>
    public string Home => Below(Major.ToString(System.Globalization.CultureInfo.InvariantCulture));

    public string Data => System.IO.Path.Combine(Home, "data");

    /// <summary>Where a new cluster grows until it is whole.</summary>
    public string Unfinished => System.IO.Path.Combine(Home, "data.unfinished");

    public string Log => System.IO.Path.Combine(Home, "server.log");

    public string PasswordForInitdb => System.IO.Path.Combine(Home, "password");

    public string Settings => System.IO.Path.Combine(Data, "foldcp.conf");

    public string PidFile => System.IO.Path.Combine(Data, "postmaster.pid");

    public bool IsInitialised => File.Exists(System.IO.Path.Combine(Data, "PG_VERSION"));

    /// <summary>
    /// The folder of the server's socket. A socket's path has at most 107 bytes, so it cannot lie in the state folder; it is found
    /// again by the state folder's name.
    /// </summary>
    public string Socket
    {
        get
        {
            string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..12];
            return Environment.IsPrivilegedProcess ? $"/run/foldcp-{name}" : $"/tmp/foldcp-{Environment.UserName}-{name}";
        }
    }

    /// <summary>The cluster below a folder, of the version that its data are of, else of the best binaries.</summary>
    /// <exception cref="InvalidOperationException">nothing to run, or the data are of a version that is not installed</exception>
    public static (ClusterFolder Folder, PostgresBinaries Binaries) Choose(string path, IReadOnlyList<PostgresBinaries> found)
    {
        if (path.AsSpan().ContainsAny(s_unspeakable))
            throw new InvalidOperationException($"The state folder {path} has a quote, dollar, backslash or line break in its name, which PostgreSQL's tools cannot take.");

        path = WithoutLinks(path);
        var present = PresentMajors(path);
        var chosen = found.Where(x => present.Count == 0 || present.Contains(x.Major)).FirstOrDefault();
        if (chosen is not null)
            return (new ClusterFolder(path, chosen.Major), chosen);

        throw new InvalidOperationException(present.Count == 0
            ? "No PostgreSQL was found. Run npm ci, or install the package postgresql, or set ConnectionStrings__FoldCP."
            : $"The data in {path} are of PostgreSQL {string.Join(" and ", present)}, which was not found. Install it or set PGBIN to its programs.");
    }

    private static List<int> PresentMajors(string path)
        => Directory.Exists(path)
            ? [.. Directory.GetDirectories(path)
                .Select(home => int.TryParse(System.IO.Path.GetFileName(home), out int major) ? major : 0)
                .Where(major => major > 0 && new ClusterFolder(path, major).IsInitialised)]
            : [];

    /// <summary>One folder, one name: the socket's place depends on it.</summary>
    private static string WithoutLinks(string path)
    {
        string real = "/";
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            string next = System.IO.Path.Combine(real, part);
            real = Directory.ResolveLinkTarget(next, returnFinalTarget: true) is { } target ? WithoutLinks(target.FullName) : next;
        }
        return real;
    }

    private string Below(string name) => System.IO.Path.Combine(Path, name);
}
