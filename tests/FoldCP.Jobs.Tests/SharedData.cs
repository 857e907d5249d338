namespace FoldCP.Jobs.Tests;

/// <summary>Real files beside the repository, which are not part of it: tests that need them are skipped where they are absent.</summary>
internal static class SharedData
{
    /// <summary>The full path of a file under <c>../shared/data</c>; skips the test if it is not there.</summary>
    public static string File(string path)
    {
        string full = Path.Combine(Root(), "..", "shared", "data", path);
        Assert.SkipUnless(System.IO.File.Exists(full), "skipped: shared data absent");
        return full;
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder.FullName, "FoldCP.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }
}
