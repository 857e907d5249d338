namespace FoldCP.Engine.Files;

/// <summary>Where things are kept that can be brought again: downloads, and what is made of them.</summary>
internal static class CacheFolder
{
    /// <summary>
    /// That which the environment variable names; else <c>/var/cache/foldcp/NAME</c> for root and
    /// <c>$XDG_CACHE_HOME/foldcp/NAME</c> for everyone else.
    /// </summary>
    public static string Of(string name, string variable)
    {
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        if (Environment.IsPrivilegedProcess)
            return Path.Combine("/var/cache/foldcp", name);
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(cache, "foldcp", name);
    }
}
