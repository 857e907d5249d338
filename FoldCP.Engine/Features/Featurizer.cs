namespace FoldCP.Engine.Features;

/// <summary>Turns what is to be folded into what the network reads. Memory grows with N and the alignment, not with N².</summary>
public static class Featurizer
{
    /// <summary>As many rows of the alignment as the reference takes.</summary>
    public const int MostAlignmentRows = 16384;

    /// <param name="target">what to fold</param>
    /// <param name="generation">which network is to read it</param>
    /// <param name="noise">the randomness of the conformers</param>
    /// <param name="mostRows">of the alignment</param>
    public static FoldFeatures Of(FoldTarget target, Generation generation, IConformerNoise noise, int mostRows = MostAlignmentRows) =>
        Of(target, TokenList.Of(target.Structure, generation), generation, noise, mostRows);

    /// <summary>The features that the affinity is predicted of: the ligand and what is around it, without templates.</summary>
    /// <param name="target">whose structure has been predicted, with a ligand whose affinity is asked for</param>
    /// <param name="noise">the randomness of the conformers</param>
    /// <returns>the features, and where the atoms are, which have been predicted</returns>
    public static (FoldFeatures Features, TruthFeatures Predicted) ForAffinity(FoldTarget target, IConformerNoise noise)
    {
        var ligand = target.Affinity ?? throw new ArgumentException("No affinity is asked for.", nameof(target));
        var tokens = AffinityCrop.Of(TokenList.Of(target.Structure, Generation.Boltz2), ligand.Chain);
        var alone = new AlignmentTable(target, tokens, mostRows: 1);
        var features = Of(target with { Templates = [], Method = Method.Other }, tokens, Generation.Boltz2, noise, MostAlignmentRows) with
        {
            Affinity = new(tensor(alone.Profile, 1, tokens.Count, FoldFeatures.TokenKinds), tensor(alone.DeletionMean, 1, tokens.Count), ligand.Weight),
        };
        return (features, TruthFeatures.Of(tokens));
    }

    private static FoldFeatures Of(FoldTarget target, TokenList tokens, Generation generation, IConformerNoise noise, int mostRows)
    {
        if (generation == Generation.Boltz1)
            Boltz1Limits.Check(target);
        var features = Tokens(target, tokens, generation, Atoms(tokens, generation, noise), new AlignmentTable(target, tokens, mostRows));
        return features with
        {
            TokenBonds = Bonds(tokens, _ => 1, float32),
            TypeBonds = generation == Generation.Boltz2 ? Bonds(tokens, bond => (int)bond.Type + 1, int64) : null,
            Contacts = generation == Generation.Boltz2 ? new ContactTable(target, tokens).Features() : null,
            Pocket = generation == Generation.Boltz1 ? PocketColumn.Of(target, tokens) : null,
            Potentials = PotentialFeatures.Of(target, tokens, generation),
            Templates = generation == Generation.Boltz2 ? TemplateTable.Of(target, tokens) : null,
        };
    }

    private static AtomTable Atoms(TokenList tokens, Generation generation, IConformerNoise noise)
    {
        var poses = new ConformerPoses(noise, tokens.Residues.Count);
        return new(tokens, generation == Generation.Boltz1 ? (_, residue) => poses.OfAll(residue) : poses.Of);
    }

    private static FoldFeatures Tokens(FoldTarget target, TokenList list, Generation generation, AtomTable atoms, AlignmentTable alignment)
    {
        var (n, a, s, tokens) = (list.Count, atoms.Padded, alignment.Depth, new TokenTable(list));
        var (truth, deletions) = (new AtomTruth(list), alignment.Deletions());
        return new()
        {
            TokenIndex = arange(n, int64).unsqueeze(0),
            ResidueIndex = tensor(tokens.ResidueIndex, 1, n),
            AsymId = tensor(tokens.AsymId, 1, n),
            EntityId = tensor(tokens.EntityId, 1, n),
            SymId = tensor(tokens.SymId, 1, n),
            MolType = tensor(tokens.MolType, 1, n),
            ResType = tensor(tokens.ResType, 1, n),
            TokenPadMask = ones([1, n], float32),
            MethodFeature = full([1, n], (long)target.Method, int64),
            Modified = tensor(tokens.Modified, 1, n),
            CyclicPeriod = tensor(tokens.CyclicPeriod(generation), 1, n),
            AffinityMask = tensor(list.Tokens.Select(token => token.Chain.Number == target.Affinity?.Chain ? 1f : 0f).ToArray(), 1, n),
            Msa = alignment.Letters(),
            MsaPaired = alignment.Paired(),
            HasDeletion = deletions.gt(0).to(float32),
            DeletionValue = deletions,
            MsaMask = ones([1, s, n], float32),
            Profile = tensor(alignment.Profile, 1, n, FoldFeatures.TokenKinds),
            DeletionMean = tensor(alignment.DeletionMean, 1, n),
            RefPos = tensor(atoms.Positions, 1, a, 3),
            RefCharge = tensor(atoms.Charges, 1, a),
            RefElement = tensor(atoms.Elements, 1, a),
            RefAtomNameChars = tensor(atoms.NameCharacters, 1, a, FoldFeatures.NameLength),
            RefSpaceUid = tensor(atoms.Residues, 1, a),
            RefChirality = tensor(atoms.Chiralities, 1, a),
            BackboneAtom = tensor(atoms.Backbone, 1, a),
            AtomPadMask = tensor(atoms.Mask, 1, a),
            AtomToToken = tensor(atoms.Tokens, 1, a),
            TokenToRepAtom = tensor(tokens.DistogramAtoms, 1, n),
            TokenToCentreAtom = tensor(tokens.CentreAtoms, 1, n),
            FramesIdx = tensor(new FrameTable(list, truth.Positions, truth.Present).Atoms, 1, n, 3),
        };
    }

    // Of several bonds between two tokens the last counts.
    private static SparsePairs? Bonds(TokenList tokens, Func<TokenBond, float> value, ScalarType type)
    {
        var bonds = new Dictionary<(int, int), float>();
        foreach (var bond in tokens.Bonds)
            bonds[(bond.First, bond.Second)] = bonds[(bond.Second, bond.First)] = value(bond);
        return bonds.Count == 0 ? null : SparsePairs.Of(bonds.Keys, tensor(bonds.Values.ToArray(), type), tokens.Count, 0);
    }
}
