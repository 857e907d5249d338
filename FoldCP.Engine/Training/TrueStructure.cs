using FoldCP.Engine.Features;

namespace FoldCP.Engine.Training;

/// <summary>
/// What M samples of one complex are held to. Each may have coordinates of its own, where copies of a chain or like atoms have
/// been matched to it.
/// </summary>
public sealed record TrueStructure
{
    /// <summary>Å [M, A, 3].</summary>
    public required Tensor Coords { get; init; }

    /// <summary>1 for atoms of these coordinates that are resolved [M, A].</summary>
    public required Tensor Resolved { get; init; }

    /// <summary>1 for atoms that are resolved in the deposited structure, as it is [A].</summary>
    public required Tensor ResolvedAsDeposited { get; init; }

    /// <summary>The atoms that others' distances are measured to: the centres of polymers' resolved tokens, int64 [R].</summary>
    public required Tensor PolymerCentres { get; init; }

    /// <summary>1 for tokens whose frames are resolved [N].</summary>
    public required Tensor FrameResolved { get; init; }

    /// <summary>1 for tokens whose representative atom is resolved [M, N].</summary>
    internal Tensor ResolvedTokens(FoldFeatures features) => OfRepresentatives(features, Resolved.unsqueeze(-1)).squeeze(-1);

    /// <summary>What each token's representative atom has: [M, A, C] -> [M, N, C]; 0 for padding tokens.</summary>
    internal static Tensor OfRepresentatives(FoldFeatures features, Tensor atoms)
    {
        var atom = features.TokenToRepAtom[0];
        return atoms.index_select(1, atom.clamp(min: 0)) * (atom >= 0).to(atoms.dtype).view(1, -1, 1);
    }
}
