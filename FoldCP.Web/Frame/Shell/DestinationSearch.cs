using System.Security.Claims;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Web.Frame.Parts;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Frame.Shell;

/// <summary>Finds pages, campaigns and complexes by a few letters of a name or by an id.</summary>
public static class DestinationSearch
{
    private const int AtMost = 8;

    private static readonly Destination[] s_pages =
    [
        new("Pages", Glyphs.Home, "Home", null, Links.Home),
        new("Pages", Glyphs.Campaigns, "Campaigns", null, Links.Campaigns),
        new("Pages", Glyphs.Upload, "Import a complex set", null, Links.Import),
    ];

    /// <summary>Best first within each group; with nothing typed, the pages and the newest campaigns.</summary>
    public static async Task<IReadOnlyList<Destination>> FindDestinationsAsync(
        this FoldContext db, ClaimsPrincipal person, string typed, CancellationToken stop)
    {
        var text = typed.Trim();
        var pages = s_pages.Where(page => page.Text.Contains(text, StringComparison.OrdinalIgnoreCase));
        var complexes = text.Length == 0 ? [] : await ComplexesAsync(db, person, text, stop);
        return [.. complexes, .. await CampaignsAsync(db, person, text, stop), .. pages];
    }

    private static async Task<List<Destination>> CampaignsAsync(FoldContext db, ClaimsPrincipal person, string text, CancellationToken stop)
    {
        var found = await db.Campaigns.AsNoTracking().VisibleTo(person)
            .Where(campaign => EF.Functions.ILike(campaign.Name, Containing(text), "\\"))
            .OrderByDescending(campaign => campaign.CreatedAt).Take(AtMost)
            .Select(campaign => new { campaign.Id, campaign.Name }).ToListAsync(stop);
        return [.. found.Select(campaign => new Destination("Campaigns", Glyphs.Campaigns, campaign.Name, null, Links.Campaign(campaign.Id)))];
    }

    private static async Task<List<Destination>> ComplexesAsync(FoldContext db, ClaimsPrincipal person, string text, CancellationToken stop)
    {
        var found = await (
            from complex in db.Complexes.AsNoTracking()
            join campaign in db.Campaigns.VisibleTo(person) on complex.CampaignId equals campaign.Id
            where EF.Functions.ILike(complex.ExternalId, Starting(text), "\\") || EF.Functions.ILike(complex.Name, Containing(text), "\\")
            orderby EF.Functions.ILike(complex.ExternalId, Literally(text), "\\") descending,
                EF.Functions.ILike(complex.Name, Starting(text), "\\") descending, complex.Name.Length, complex.Name, campaign.CreatedAt descending
            select new { complex.Id, complex.CampaignId, complex.ExternalId, complex.Name, Campaign = campaign.Name }).Take(AtMost).ToListAsync(stop);
        return [.. found.Select(complex => new Destination(
            "Complexes", Glyphs.Complex, complex.Name, $"{complex.ExternalId} · {complex.Campaign}", Links.Complex(complex.CampaignId, complex.Id)))];
    }

    private static string Containing(string text) => $"%{Literally(text)}%";

    private static string Starting(string text) => $"{Literally(text)}%";

    private static string Literally(string text) => text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_");
}
