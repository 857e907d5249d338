using FoldCP.Web.Frame.States;

namespace FoldCP.Web.Frame;

/// <summary>The addresses of the pages; written here and in their @page lines, nowhere else.</summary>
public static class Links
{
    public const string Home = "/";

    public const string Import = "/import";

    public const string Campaigns = "/campaigns";

    public const string Jobs = "/hangfire";

    public const string SignIn = "/sign-in";

    public const string SignOut = "/sign-out";

    public static string Campaign(Guid id) => $"/campaigns/{id}";

    /// <summary>The campaign's complexes in one state.</summary>
    public static string Campaign(Guid id, ComplexState state) => $"/campaigns/{id}?state={state}";

    public static string Complex(Guid campaignId, Guid complexId) => $"/campaigns/{campaignId}/complexes/{complexId}";
}
