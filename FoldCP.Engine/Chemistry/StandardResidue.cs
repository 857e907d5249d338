namespace FoldCP.Engine.Chemistry;

/// <summary>A residue that the network has a token of its own for: an amino acid or a nucleotide, and which atoms it has in a chain.</summary>
/// <param name="Kind">of the chains it is in</param>
/// <param name="Token">its number in the network's alphabet of 33</param>
/// <param name="Letter">in sequences</param>
/// <param name="Code">in the Chemical Component Dictionary</param>
/// <param name="AtomNames">within the chain, in the network's order</param>
/// <param name="CentreAtom">which of them stands for the residue</param>
/// <param name="DistogramAtom">of which of them the network predicts distances</param>
public sealed record StandardResidue(
    ChainKind Kind, int Token, char Letter, string Code, IReadOnlyList<string> AtomNames, int CentreAtom, int DistogramAtom)
{
    public const int Gap = 1;

    private const string Ribose = "P OP1 OP2 O5' C5' C4' O4' C3' O3' C2' O2' C1'";
    private const string Deoxyribose = "P OP1 OP2 O5' C5' C4' O4' C3' O3' C2' C1'";

    /// <summary>By token: amino acids, then RNA, then DNA; each kind ends with its unknown residue.</summary>
    public static IReadOnlyList<StandardResidue> All { get; } =
    [
        .. AminoAcid.All.Select(acid => new StandardResidue(
            ChainKind.Protein, acid.Token, acid.Letter, acid.Code, acid.AtomNames, AminoAcid.CentreAtom, acid.DistogramAtom)),
        Nucleotide(ChainKind.Rna, 23, 'A', $"{Ribose} N9 C8 N7 C5 C6 N6 N1 C2 N3 C4", "C4"),
        Nucleotide(ChainKind.Rna, 24, 'G', $"{Ribose} N9 C8 N7 C5 C6 O6 N1 C2 N2 N3 C4", "C4"),
        Nucleotide(ChainKind.Rna, 25, 'C', $"{Ribose} N1 C2 O2 N3 C4 N4 C5 C6", "C2"),
        Nucleotide(ChainKind.Rna, 26, 'U', $"{Ribose} N1 C2 O2 N3 C4 O4 C5 C6", "C2"),
        Nucleotide(ChainKind.Rna, 27, 'N', Ribose, NucleotideCentre),
        Nucleotide(ChainKind.Dna, 28, 'A', $"{Deoxyribose} N9 C8 N7 C5 C6 N6 N1 C2 N3 C4", "C4"),
        Nucleotide(ChainKind.Dna, 29, 'G', $"{Deoxyribose} N9 C8 N7 C5 C6 O6 N1 C2 N2 N3 C4", "C4"),
        Nucleotide(ChainKind.Dna, 30, 'C', $"{Deoxyribose} N1 C2 O2 N3 C4 N4 C5 C6", "C2"),
        Nucleotide(ChainKind.Dna, 31, 'T', $"{Deoxyribose} N1 C2 O2 N3 C4 O4 C5 C7 C6", "C2"),
        Nucleotide(ChainKind.Dna, 32, 'N', Deoxyribose, NucleotideCentre),
    ];

    private const string NucleotideCentre = "C1'";

    private static readonly Dictionary<string, StandardResidue> ByCode = All.ToDictionary(residue => residue.Code);
    private static readonly Dictionary<(ChainKind, char), StandardResidue> ByLetter = MakeLetters();

    /// <returns>null for a component that has no token of its own</returns>
    public static StandardResidue? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <returns>null for what is no letter of such chains</returns>
    public static StandardResidue? Find(ChainKind kind, char letter) => ByLetter.GetValueOrDefault((kind, letter));

    /// <summary>What stands for residues of such chains that the network does not know; ligands count as proteins here.</summary>
    public static StandardResidue Unknown(ChainKind kind) => kind switch
    {
        ChainKind.Rna => ByCode["N"],
        ChainKind.Dna => ByCode["DN"],
        _ => ByCode["UNK"],
    };

    /// <summary>The three atoms of the residue's frame, as indices into <see cref="AtomNames"/>.</summary>
    public (int, int, int) Frame => Kind == ChainKind.Protein ? (0, 1, 2) : (Place(NucleotideCentre), Place("C3'"), Place("C4'"));

    private static StandardResidue Nucleotide(ChainKind kind, int token, char letter, string atoms, string distogram)
    {
        string[] names = atoms.Split(' ');
        return new(kind, token, letter, kind == ChainKind.Dna ? $"D{letter}" : $"{letter}", names,
            Array.IndexOf(names, NucleotideCentre), Array.IndexOf(names, distogram));
    }

    private static Dictionary<(ChainKind, char), StandardResidue> MakeLetters()
    {
        var letters = All.ToDictionary(residue => (residue.Kind, residue.Letter));
        foreach (char unknown in AminoAcid.UnknownLetters)
            letters[(ChainKind.Protein, unknown)] = Unknown(ChainKind.Protein);
        return letters;
    }

    private int Place(string atom)
    {
        for (int i = 0; i < AtomNames.Count; i++)
        {
            if (AtomNames[i] == atom)
                return i;
        }
        throw new InvalidOperationException($"{Code} has no {atom}.");
    }
}
