using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Alignments;

/// <summary>Sequences that resemble a protein's, laid over it: the first row is the protein itself.</summary>
public sealed record Alignment(IReadOnlyList<AlignmentRow> Rows)
{
    /// <summary>As many rows as the reference reads of a file.</summary>
    public const int MostRows = 8192;

    /// <summary>A chain that has none: itself as the only row.</summary>
    public static Alignment Of(IEnumerable<int> tokens) => new([new([.. tokens.Select(token => (byte)token)], [], null)]);
}

/// <summary>One sequence, a letter for each residue of the protein.</summary>
/// <param name="Tokens">letters in the network's alphabet, gaps included</param>
/// <param name="Deletions">where letters were left out to the left of a residue, and how many</param>
/// <param name="Taxonomy">the species it comes from, which pairs it with rows of other chains; null: not known</param>
public sealed record AlignmentRow(byte[] Tokens, IReadOnlyList<(int Residue, int Count)> Deletions, int? Taxonomy)
{
    /// <summary>Reads a row in a3m's letters: lower case for what is inserted between the protein's residues.</summary>
    /// <exception cref="InvalidDataException">a character is no letter of proteins</exception>
    public static AlignmentRow Parse(string text, int? taxonomy)
    {
        var (tokens, deletions, inserted) = (new List<byte>(text.Length), new List<(int, int)>(), 0);
        foreach (char letter in text)
        {
            if (char.IsAsciiLetterLower(letter))
            {
                inserted++;
                continue;
            }
            if (inserted > 0)
                deletions.Add((tokens.Count, inserted));
            inserted = 0;
            tokens.Add(Token(letter));
        }
        return new([.. tokens], deletions, taxonomy);
    }

    private static byte Token(char letter) => letter == '-'
        ? (byte)StandardResidue.Gap
        : (byte)(StandardResidue.Find(ChainKind.Protein, letter)?.Token
            ?? throw new InvalidDataException($"'{letter}' is no letter of an aligned protein. Letters, - for a gap and lower case for insertions are."));
}
