using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.States;

namespace FoldCP.Web.Home;

/// <summary>All that the first page shows.</summary>
public sealed record HomeView(
    IReadOnlyList<CampaignLine> Campaigns, IReadOnlyList<RunningLine> Running, IReadOnlyList<ResultLine> Results)
{
    public int Active => Campaigns.Sum(x => x.Balance.Active);

    public int Queued => Campaigns.Sum(x => x.Balance[ComplexState.Queued]);

    /// <summary>Campaigns with something that only a person can put right.</summary>
    public IEnumerable<CampaignLine> NeedsSomeone
        => Campaigns.Where(x => x.Balance[ComplexState.Failed] + x.Balance[ComplexState.MissingSequences] > 0);
}

/// <summary>A campaign and how it stands.</summary>
public sealed record CampaignLine(Guid Id, string Name, DateTimeOffset CreatedAt, StateBalance Balance);

/// <summary>A complex that is being folded.</summary>
public sealed record RunningLine(
    Guid CampaignId, string Campaign, Guid ComplexId, string Name, int Tokens, FoldState State, DateTimeOffset? StartedAt, string? Stage, int Step, int Of);

/// <summary>A finished fold with its best sample's scores; pLDDT from 0 to 1.</summary>
public sealed record ResultLine(
    Guid CampaignId, string Campaign, Guid ComplexId, string Name, DateTimeOffset EndedAt, bool? Trained, double? Plddt, double? Iptm);
