namespace FoldCP.Web.Tests;

/// <summary>Finds files of the repository from wherever the tests run.</summary>
internal static class Repository
{
    private static readonly string s_root = Find(AppContext.BaseDirectory);

    public static string PathOf(string relative) => Path.Combine(s_root, relative);

    private static string Find(string folder)
        => File.Exists(Path.Combine(folder, "FoldCP.sln")) ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run inside the repository."));
}
