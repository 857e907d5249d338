namespace FoldCP.Web.Campaigns;

/// <summary>The parts of a campaign's page.</summary>
public enum CampaignTab { Complexes, Sequences, Files }

internal static class CampaignTabs
{
    public static CampaignTab Parse(string? word) => Enum.TryParse(word, ignoreCase: true, out CampaignTab tab) && Enum.IsDefined(tab) ? tab : CampaignTab.Complexes;

    public static string Words(this CampaignTab tab) => tab switch
    {
        CampaignTab.Sequences => "Missing sequences",
        CampaignTab.Files => "Imported files",
        _ => tab.ToString(),
    };

    public static string? Slug(this CampaignTab tab) => tab == CampaignTab.Complexes ? null : tab.ToString().ToLowerInvariant();
}
