using System.Security.Cryptography;

namespace FoldCP.Web.People;

/// <summary>Passwords that nobody has thought of: four groups of five letters, 98 bits, and still possible to type.</summary>
internal static class GeneratedPassword
{
    // Without letters and digits that look alike.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string Next() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));
}
