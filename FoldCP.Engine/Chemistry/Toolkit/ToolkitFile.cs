namespace FoldCP.Engine.Chemistry.Toolkit;

/// <summary>Where the toolkit's library lies.</summary>
internal static class ToolkitFile
{
    /// <summary>The environment variable that names another file.</summary>
    public const string Variable = "FOLDCP_CHEMISTRY";

    /// <summary>As <c>foldcp setup-chem</c> calls it: the number is that of the functions it has.</summary>
    public const string Name = "libfoldcp_chem.so.1";

    /// <summary>That which <see cref="Variable"/> names; else the one beside the engine, else the one in the user's cache.</summary>
    /// <returns>null if there is none</returns>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        string[] places = [Path.Combine(AppContext.BaseDirectory, Name), Path.Combine(Cache(), "chemistry", Name)];
        return places.FirstOrDefault(File.Exists);
    }

    private static string Cache()
    {
        if (Environment.IsPrivilegedProcess)
            return "/var/cache/foldcp";
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "foldcp");
    }
}
