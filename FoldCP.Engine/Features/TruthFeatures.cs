using System.Numerics;

namespace FoldCP.Engine.Features;

/// <summary>
/// What is known of the structure itself: the target in training. For a structure that is to be predicted its positions are zero
/// and all atoms count as resolved.
/// </summary>
public sealed record TruthFeatures : IDisposable
{
    /// <summary>Bins of distances; the first ends at 2 Å, the last begins at 22 Å.</summary>
    public const int DistogramBins = 64;

    private const double FirstBoundary = 2;
    private const double LastBoundary = 22;

    /// <summary>Å, about the resolved atoms' mean [1, A, 3].</summary>
    public required Tensor Coords { get; init; }

    /// <summary>1 for atoms that are resolved [A].</summary>
    public required Tensor AtomResolvedMask { get; init; }

    /// <summary>1 for tokens whose centre is resolved [N].</summary>
    public required Tensor TokenResolvedMask { get; init; }

    /// <summary>1 for tokens whose distogram atom is resolved [N].</summary>
    public required Tensor TokenDistogramMask { get; init; }

    /// <summary>Where the tokens' distogram atoms are, Å [N, 3].</summary>
    public required Tensor DistogramCentre { get; init; }

    /// <summary>1 for frames whose atoms are resolved and not in a line [N].</summary>
    public required Tensor FrameResolvedMask { get; init; }

    /// <summary>The centre atoms of polymers' resolved tokens, int64.</summary>
    public required Tensor PolymerCentres { get; init; }

    /// <summary>Å² [A]; 0 where it is not known.</summary>
    public required Tensor BFactor { get; init; }

    public static TruthFeatures Of(TokenList tokens)
    {
        var atoms = new AtomTruth(tokens);
        var frames = new FrameTable(tokens, atoms.Positions, atoms.Present);
        var centres = tokens.Tokens.Select(token => TokenList.Position(token, token.DistogramAtom)).ToArray();
        return new()
        {
            Coords = tensor(Flat(atoms.Centred()), 1, atoms.Padded, 3),
            AtomResolvedMask = tensor(atoms.Mask()),
            TokenResolvedMask = Flags(tokens.Tokens.Select(token => token.IsCentrePresent)),
            TokenDistogramMask = Flags(tokens.Tokens.Select(token => token.IsDistogramAtomPresent)),
            DistogramCentre = Columns(centres),
            FrameResolvedMask = Flags(frames.IsValid),
            PolymerCentres = tensor(tokens.Tokens.Where(token => token.Chain.Kind != Chemistry.ChainKind.Ligand && token.IsCentrePresent)
                .Select(token => (long)tokens.Here(token, token.CentreAtom)).ToArray()),
            BFactor = tensor(atoms.BFactors()),
        };
    }

    /// <summary>The bin of the distance between two tokens, for those who train: [N, N], int64.</summary>
    public Tensor DistogramTarget()
    {
        using var scope = NewDisposeScope();
        var boundaries = linspace(FirstBoundary, LastBoundary, DistogramBins - 1, float32);
        return scope.MoveToOuter((cdist(DistogramCentre, DistogramCentre, 2).unsqueeze(-1) > boundaries).to(int64).sum(dim: -1));
    }

    public void Dispose()
    {
        Tensor[] all =
        [
            Coords, AtomResolvedMask, TokenResolvedMask, TokenDistogramMask, DistogramCentre, FrameResolvedMask, PolymerCentres, BFactor,
        ];
        foreach (var tensor in all)
            tensor.Dispose();
    }

    private static Tensor Flags(IEnumerable<bool> flags) => tensor(flags.Select(flag => flag ? 1f : 0f).ToArray());

    private static Tensor Columns(Vector3[] positions) => tensor(Flat(positions), positions.Length, 3);

    private static float[] Flat(Vector3[] positions) => [.. positions.SelectMany(position => new[] { position.X, position.Y, position.Z })];
}
