namespace FoldCP.Jobs.Folds;

/// <summary>What a fold needs to know of the complex it is about.</summary>
/// <param name="ComplexId">the complex</param>
/// <param name="CampaignId">the campaign that it belongs to</param>
/// <param name="Tokens">the residues of all its chains</param>
public sealed record FoldSubject(Guid ComplexId, Guid CampaignId, int Tokens);
