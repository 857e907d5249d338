using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Features;

/// <summary>Turns a complex of proteins into what the network reads. One residue is one token; memory grows with N, not N².</summary>
public static class Featurizer
{
    /// <summary>The features of a complex whose alignment is the complex itself: a single row.</summary>
    /// <param name="complex">what to fold</param>
    /// <param name="library">where atoms and conformers come from</param>
    /// <param name="noise">the randomness of the conformers</param>
    public static FoldFeatures Of(Complex complex, MoleculeLibrary library, IConformerNoise noise)
    {
        var tokens = new TokenTable(complex);
        var atoms = new AtomTable(complex, library, noise);
        int n = tokens.Count;
        int a = atoms.Padded;
        return new()
        {
            TokenIndex = arange(n, int64).unsqueeze(0),
            ResidueIndex = tensor(tokens.ResidueIndex, 1, n),
            AsymId = tensor(tokens.AsymId, 1, n),
            EntityId = tensor(tokens.EntityId, 1, n),
            SymId = tensor(tokens.SymId, 1, n),
            MolType = zeros([1, n], int64),
            ResType = tensor(tokens.ResType, 1, n),
            TokenPadMask = ones([1, n], float32),
            MethodFeature = full([1, n], XRayDiffraction, int64),
            Modified = zeros([1, n], int64),
            CyclicPeriod = zeros([1, n], float32),
            Msa = tensor(tokens.ResType, 1, 1, n),
            MsaPaired = ones([1, 1, n], float32),
            HasDeletion = zeros([1, 1, n], float32),
            DeletionValue = zeros([1, 1, n], float32),
            MsaMask = ones([1, 1, n], float32),
            Profile = tensor(tokens.Profile(), 1, n, FoldFeatures.TokenKinds),
            DeletionMean = zeros([1, n], float32),
            RefPos = tensor(atoms.Positions, 1, a, 3),
            RefCharge = tensor(atoms.Charges, 1, a),
            RefElement = tensor(atoms.Elements, 1, a),
            RefAtomNameChars = tensor(atoms.NameCharacters, 1, a, FoldFeatures.NameLength),
            RefSpaceUid = tensor(atoms.Residues, 1, a),
            AtomPadMask = tensor(atoms.Mask, 1, a),
            AtomToToken = tensor(atoms.Tokens, 1, a),
            TokenToRepAtom = tensor(atoms.DistogramAtoms, 1, n),
            FramesIdx = tensor(atoms.Frames, 1, n, 3),
        };
    }

    // The reference imitates crystal structures unless it is told otherwise.
    private const long XRayDiffraction = 1;
}
