namespace FoldCP.Engine.Tests;

/// <summary>Reference data beside the repository, which is not part of it: tests that need it are skipped where it is absent.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file under <c>../shared</c>; skips the test if it is not there.</summary>
    public static string File(string path)
    {
        string full = Path.Combine(Root(), "..", "shared", path);
        Assert.SkipUnless(System.IO.File.Exists(full), "skipped: shared data absent");
        return full;
    }

    /// <summary>The repository's own folder.</summary>
    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "FoldCP.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
