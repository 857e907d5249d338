namespace FoldCP.Engine.Chemistry;

/// <summary>An amino acid as a residue of a chain: which atoms it has there and in which order the network sees them.</summary>
public sealed class AminoAcid
{
    private const int FirstToken = 2;

    private AminoAcid(int token, char letter, string code, string sideChain)
    {
        (Token, Letter, Code) = (token, letter, code);
        AtomNames = $"N CA C O {sideChain}".TrimEnd().Split(' ');
    }

    /// <summary>In the order of the network's alphabet, where ALA is number 2 (0 is padding, 1 a gap) and UNK 22.</summary>
    public static IReadOnlyList<AminoAcid> All { get; } = Numbered(
        ('A', "ALA", "CB"),
        ('R', "ARG", "CB CG CD NE CZ NH1 NH2"),
        ('N', "ASN", "CB CG OD1 ND2"),
        ('D', "ASP", "CB CG OD1 OD2"),
        ('C', "CYS", "CB SG"),
        ('Q', "GLN", "CB CG CD OE1 NE2"),
        ('E', "GLU", "CB CG CD OE1 OE2"),
        ('G', "GLY", ""),
        ('H', "HIS", "CB CG ND1 CD2 CE1 NE2"),
        ('I', "ILE", "CB CG1 CG2 CD1"),
        ('L', "LEU", "CB CG CD1 CD2"),
        ('K', "LYS", "CB CG CD CE NZ"),
        ('M', "MET", "CB CG SD CE"),
        ('F', "PHE", "CB CG CD1 CD2 CE1 CE2 CZ"),
        ('P', "PRO", "CB CG CD"),
        ('S', "SER", "CB OG"),
        ('T', "THR", "CB OG1 CG2"),
        ('W', "TRP", "CB CG CD1 CD2 NE1 CE2 CE3 CZ2 CZ3 CH2"),
        ('Y', "TYR", "CB CG CD1 CD2 CE1 CE2 CZ OH"),
        ('V', "VAL", "CB CG1 CG2"),
        ('X', "UNK", "CB"));

    /// <summary>Letters of protein sequences that name an ambiguous or rare residue: the network knows them only as unknown.</summary>
    public const string UnknownLetters = "XBZJUO";

    private static readonly AminoAcid?[] ByLetter = MakeLetters();

    public char Letter { get; }

    public string Code { get; }

    /// <summary>The atoms within a chain: heavy, without those that leave; N, CA, C and O come first.</summary>
    public IReadOnlyList<string> AtomNames { get; }

    /// <summary>The number in the network's alphabet of 33.</summary>
    public int Token { get; }

    public bool IsUnknown => Letter == 'X';

    /// <summary>The atom that stands for the residue: CA, as an index into <see cref="AtomNames"/>.</summary>
    public static int CentreAtom => 1;

    /// <summary>The atom whose distances the network predicts: CB, or CA for glycine, as an index into <see cref="AtomNames"/>.</summary>
    public int DistogramAtom => AtomNames.Count > 4 ? 4 : CentreAtom;

    /// <returns>null for what is no amino acid's letter</returns>
    public static AminoAcid? Find(char letter) => letter < ByLetter.Length ? ByLetter[letter] : null;

    private static AminoAcid[] Numbered(params ReadOnlySpan<(char Letter, string Code, string SideChain)> rows)
    {
        var acids = new AminoAcid[rows.Length];
        for (int i = 0; i < rows.Length; i++)
            acids[i] = new(FirstToken + i, rows[i].Letter, rows[i].Code, rows[i].SideChain);
        return acids;
    }

    private static AminoAcid?[] MakeLetters()
    {
        var letters = new AminoAcid?['Z' + 1];
        foreach (var acid in All)
            letters[acid.Letter] = acid;
        foreach (char unknown in UnknownLetters)
            letters[unknown] = All[^1];
        return letters;
    }
}
