using System.Security.Claims;
using FoldCP.Jobs.People;

namespace FoldCP.Jobs.Campaigns;

/// <summary>Who may see a campaign: its owner, and administrators. Another's campaign is simply not found.</summary>
public static class CampaignAccess
{
    public static IQueryable<Campaign> VisibleTo(this IQueryable<Campaign> campaigns, ClaimsPrincipal person)
    {
        if (person.IsInRole(Roles.Administrator))
            return campaigns;

        var id = person.Id();
        return campaigns.Where(x => x.OwnerId == id);
    }

    /// <summary>The signed-in person's id; the empty id, which owns nothing, for a stranger.</summary>
    public static Guid Id(this ClaimsPrincipal person)
        => Guid.TryParse(person.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : Guid.Empty;
}
