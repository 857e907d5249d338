namespace FoldCP.Web.Tests.Architecture;

/// <summary>The repository's own text files, without what builds, npm and EF Core write.</summary>
internal static class Sources
{
    private static readonly string[] s_folders = ["FoldCP.Web", "FoldCP.Jobs", "FoldCP.Engine", "migrations", "tests", "docker", "docs", "wwwroot"];
    private static readonly string[] s_written = ["bin", "obj", "node_modules", "lib", "Versions", "golden", "TestResults"];
    private static readonly string[] s_kinds = [".cs", ".razor", ".css", ".js", ".md", ".yaml", ".Dockerfile", ".csproj", ".targets", ".props"];

    public static IEnumerable<string> All() => s_folders.SelectMany(In);

    public static IEnumerable<string> In(string folder) => Below(new DirectoryInfo(Repository.PathOf(folder)));

    private static IEnumerable<string> Below(DirectoryInfo folder)
        => folder.EnumerateFiles().Where(x => s_kinds.Contains(x.Extension)).Select(x => x.FullName)
            .Concat(folder.EnumerateDirectories().Where(x => x.LinkTarget is null && !s_written.Contains(x.Name)).SelectMany(Below));
}
