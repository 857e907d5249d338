namespace FoldCP.Web.People;

/// <summary>Tells addresses of this server from those that only look like them: a sign-in link must not lead elsewhere.</summary>
internal static class LocalAddress
{
    /// <returns><paramref name="address"/> if it is a path on this server, else <paramref name="otherwise"/></returns>
    public static string Or(string? address, string otherwise) => address is not null && IsLocal(address) ? address : otherwise;

    // Browsers read a backslash as a slash and skip control characters: /\host and /<tab>/host both leave this server.
    private static bool IsLocal(string address)
        => address.StartsWith('/')
            && !(address.Length > 1 && address[1] is '/' or '\\')
            && !address.Any(char.IsControl);
}
