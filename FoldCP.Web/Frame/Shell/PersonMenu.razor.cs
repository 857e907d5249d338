using System.Security.Claims;

namespace FoldCP.Web.Frame.Shell;

/// <summary>Who is signed in; light or dark; the way out. It opens without a round trip.</summary>
public sealed partial class PersonMenu
{
    private static string Initial(ClaimsPrincipal person) => person.Identity?.Name is { Length: > 0 } name ? name[..1].ToUpperInvariant() : "?";
}
