namespace FoldCP.Engine.Features;

/// <summary>
/// What the network reads about one complex (or a batch B of equally padded ones): tokens N, atoms A, alignment rows S.
/// </summary>
/// <remarks>
/// Whole numbers are int64, the rest float32. Classes are stored as their number instead of one-hot rows, and "which token
/// has this atom" as an index, so that no tensor grows with A x N. <b>-1 means none</b>: a padding atom or token.
/// A is a multiple of 32; padding atoms have mask 0 and zeros elsewhere.
/// </remarks>
public sealed record FoldFeatures : IDisposable
{
    /// <summary>Kinds of token: pad, gap, 20 amino acids and UNK, RNA A G C U N, DNA A G C T N.</summary>
    public const int TokenKinds = 33;

    public const int ElementKinds = 128;

    /// <summary>Characters of an atom name: the code minus 32, so that a blank is 0.</summary>
    public const int NameCharacters = 64;

    public const int NameLength = 4;

    /// <summary>Atoms are padded to a multiple of this.</summary>
    public const int AtomMultiple = 32;

    /// <summary>The token's number in the complex [B, N].</summary>
    public required Tensor TokenIndex { get; init; }

    /// <summary>The residue's number in its chain, from 0 [B, N].</summary>
    public required Tensor ResidueIndex { get; init; }

    /// <summary>The chain's number [B, N].</summary>
    public required Tensor AsymId { get; init; }

    /// <summary>The number of the chain's sequence; copies share it [B, N].</summary>
    public required Tensor EntityId { get; init; }

    /// <summary>Which copy of its entity the chain is, from 0 [B, N].</summary>
    public required Tensor SymId { get; init; }

    /// <summary>0 protein, 1 DNA, 2 RNA, 3 anything else [B, N].</summary>
    public required Tensor MolType { get; init; }

    /// <summary>The kind of residue, one of <see cref="TokenKinds"/> [B, N].</summary>
    public required Tensor ResType { get; init; }

    /// <summary>1 for tokens that exist [B, N], float32.</summary>
    public required Tensor TokenPadMask { get; init; }

    /// <summary>The experimental method to imitate [B, N]; 1 in the reference's inference.</summary>
    public required Tensor MethodFeature { get; init; }

    /// <summary>1 for modified residues [B, N].</summary>
    public required Tensor Modified { get; init; }

    /// <summary>The length of a cyclic chain, 0 for others [B, N], float32.</summary>
    public required Tensor CyclicPeriod { get; init; }

    /// <summary>How many of the alignment's rows the network reads, chosen anew in each round; null: all, or as it was made.</summary>
    public int? SubsampledRows { get; init; }

    /// <summary>The alignment's letters, as kinds of token [B, S, N].</summary>
    public required Tensor Msa { get; init; }

    /// <summary>1 where the row belongs to a pair of chains of one species [B, S, N], float32.</summary>
    public required Tensor MsaPaired { get; init; }

    /// <summary>1 where letters were deleted left of this one [B, S, N], float32.</summary>
    public required Tensor HasDeletion { get; init; }

    /// <summary>pi/2 arctan(deletions / 3) [B, S, N], float32.</summary>
    public required Tensor DeletionValue { get; init; }

    /// <summary>1 for letters that exist [B, S, N], float32.</summary>
    public required Tensor MsaMask { get; init; }

    /// <summary>How often each kind of token stands in a column [B, N, 33], float32.</summary>
    public required Tensor Profile { get; init; }

    /// <summary>The mean of <see cref="DeletionValue"/> over the rows [B, N], float32.</summary>
    public required Tensor DeletionMean { get; init; }

    /// <summary>The atom in its residue's reference conformer, Å [B, A, 3], float32.</summary>
    public required Tensor RefPos { get; init; }

    /// <summary>Formal charge [B, A], float32.</summary>
    public required Tensor RefCharge { get; init; }

    /// <summary>Atomic number [B, A]; -1 for padding.</summary>
    public required Tensor RefElement { get; init; }

    /// <summary>Characters of the atom's name [B, A, 4]; -1 for padding.</summary>
    public required Tensor RefAtomNameChars { get; init; }

    /// <summary>Atoms with the same number share a conformer [B, A].</summary>
    public required Tensor RefSpaceUid { get; init; }

    /// <summary>1 for atoms that exist [B, A], float32.</summary>
    public required Tensor AtomPadMask { get; init; }

    /// <summary>The token of each atom [B, A]; -1 for padding.</summary>
    public required Tensor AtomToToken { get; init; }

    /// <summary>The atom that stands for the token in distances (CB, CA of glycine) [B, N]; -1 for padding.</summary>
    public required Tensor TokenToRepAtom { get; init; }

    /// <summary>The three atoms (N, CA, C) of the token's frame [B, N, 3].</summary>
    public required Tensor FramesIdx { get; init; }

    /// <summary>How the atom's neighbours stand around it, a <see cref="Chemistry.Chirality"/> [B, A]; null: not told.</summary>
    public Tensor? RefChirality { get; init; }

    /// <summary>0 for no backbone atom, 1 to 4 in proteins, 5 to 16 in nucleic acids [B, A]; -1 for padding; null: not told.</summary>
    public Tensor? BackboneAtom { get; init; }

    /// <summary>The atom that stands for the token where it is aligned (CA, C1') [B, N]; null: not told.</summary>
    public Tensor? TokenToCentreAtom { get; init; }

    /// <summary>1 for the ligand whose affinity is asked for [B, N], float32; null: none.</summary>
    public Tensor? AffinityMask { get; init; }

    /// <summary>What else that question needs; null: it is not asked.</summary>
    public AffinityFeatures? Affinity { get; init; }

    /// <summary>Boltz-1: 0 unspecified, 1 unselected, 2 pocket, 3 binder [B, N]; null for Boltz-2.</summary>
    public Tensor? Pocket { get; init; }

    /// <summary>1 where two tokens are bonded beyond the chain's own bonds, float32; null: nowhere.</summary>
    public SparsePairs? TokenBonds { get; init; }

    /// <summary>The type of such a bond, 0 for none, int64; null: none anywhere.</summary>
    public SparsePairs? TypeBonds { get; init; }

    /// <summary>Requests about contacts; null: none were made.</summary>
    public ContactFeatures? Contacts { get; init; }

    /// <summary>Known structures to lean on; null: none.</summary>
    public TemplateFeatures? Templates { get; init; }

    /// <summary>What steers sampling beyond the network; null: nothing does.</summary>
    public PotentialFeatures? Potentials { get; init; }

    public long Tokens => TokenIndex.shape[1];

    /// <summary>How many atoms there are, padding included.</summary>
    public long Atoms => RefPos.shape[1];

    public void Dispose()
    {
        foreach (var part in All())
            part?.Dispose();
    }

    private IDisposable?[] All() =>
    [
        TokenIndex, ResidueIndex, AsymId, EntityId, SymId, MolType, ResType, TokenPadMask, MethodFeature, Modified, CyclicPeriod,
        Msa, MsaPaired, HasDeletion, DeletionValue, MsaMask, Profile, DeletionMean,
        RefPos, RefCharge, RefElement, RefAtomNameChars, RefSpaceUid, AtomPadMask, AtomToToken, TokenToRepAtom, FramesIdx,
        RefChirality, BackboneAtom, TokenToCentreAtom, AffinityMask, Affinity?.Profile, Affinity?.DeletionMean, Pocket, Potentials,
        TokenBonds, TypeBonds, Contacts?.Kind, Contacts?.Threshold, .. Templates?.All() ?? [],
    ];
}

/// <summary>What the affinity of a ligand is judged by, beside the structure.</summary>
/// <param name="Profile">as <see cref="FoldFeatures.Profile"/>, over the alignment that the affinity's network reads [B, N, 33]</param>
/// <param name="DeletionMean">as <see cref="FoldFeatures.DeletionMean"/>, over that alignment [B, N]</param>
/// <param name="Weight">the ligand's, Da</param>
public sealed record AffinityFeatures(Tensor Profile, Tensor DeletionMean, double Weight);

/// <summary>Which contacts the user asks for.</summary>
/// <param name="Kind">0 unspecified, 1 unselected, 2 pocket to binder, 3 binder to pocket, 4 contact, int64</param>
/// <param name="Threshold">the greatest distance asked for, Å, float32</param>
public sealed record ContactFeatures(SparsePairs Kind, SparsePairs Threshold);

/// <summary>Known structures of chains, T of them, laid over the complex's tokens; float32 unless said otherwise.</summary>
public sealed record TemplateFeatures
{
    /// <summary>Kinds of token in the template [B, T, N], int64.</summary>
    public required Tensor ResType { get; init; }

    /// <summary>The backbone frames' rotations [B, T, N, 3, 3].</summary>
    public required Tensor FrameRot { get; init; }

    /// <summary>The backbone frames' origins [B, T, N, 3].</summary>
    public required Tensor FrameT { get; init; }

    /// <summary>[B, T, N, 3]</summary>
    public required Tensor Cb { get; init; }

    /// <summary>[B, T, N, 3]</summary>
    public required Tensor Ca { get; init; }

    /// <summary>[B, T, N]</summary>
    public required Tensor MaskCb { get; init; }

    /// <summary>[B, T, N]</summary>
    public required Tensor MaskFrame { get; init; }

    /// <summary>1 where the template has a residue [B, T, N].</summary>
    public required Tensor Mask { get; init; }

    /// <summary>Tokens see one another in a template where these are equal [B, T, N].</summary>
    public required Tensor VisibilityIds { get; init; }

    /// <summary>1 for templates that sampling is to be steered towards [B, T]; null: none.</summary>
    public Tensor? Force { get; init; }

    /// <summary>How far from them it may be, Å [B, T]; null: not told.</summary>
    public Tensor? ForceThreshold { get; init; }

    internal IEnumerable<Tensor?> All() => [ResType, FrameRot, FrameT, Cb, Ca, MaskCb, MaskFrame, Mask, VisibilityIds, Force, ForceThreshold];
}
