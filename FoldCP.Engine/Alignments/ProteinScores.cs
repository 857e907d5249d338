namespace FoldCP.Engine.Alignments;

/// <summary>How alike two amino acids are: BLOSUM62, with the values that protein BLAST has for ambiguous and rare letters.</summary>
internal static class ProteinScores
{
    private const int Letters = 26;

    // From A to Z, each row up to the letter itself.
    private static readonly sbyte[] Triangle =
    [
        4,
        -2, 4,
        0, -3, 9,
        -2, 4, -3, 6,
        -1, 1, -4, 2, 5,
        -2, -3, -2, -3, -3, 6,
        0, -1, -3, -1, -2, -3, 6,
        -2, 0, -3, -1, 0, -1, -2, 8,
        -1, -3, -1, -3, -3, 0, -4, -3, 4,
        -1, -3, -1, -3, -3, 0, -4, -3, 3, 3,
        -1, 0, -3, -1, 1, -3, -2, -1, -3, -3, 5,
        -1, -4, -1, -4, -3, 0, -4, -3, 2, 3, -2, 4,
        -1, -3, -1, -3, -2, 0, -3, -2, 1, 2, -1, 2, 5,
        -2, 4, -3, 1, 0, -3, 0, 1, -3, -3, 0, -3, -2, 6,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -1, -2, -3, -1, -1, -4, -2, -2, -3, -3, -1, -3, -2, -2, -1, 7,
        -1, 0, -3, 0, 2, -3, -2, 0, -3, -2, 1, -2, 0, 0, -1, -1, 5,
        -1, -1, -3, -2, 0, -3, -2, 0, -3, -2, 2, -2, -1, 0, -1, -2, 1, 5,
        1, 0, -1, 0, 0, -2, 0, -1, -2, -2, 0, -2, -1, 1, -1, -1, 0, -1, 4,
        0, -1, -1, -1, -1, -2, -2, -2, -1, -1, -1, -1, -1, 0, -1, -1, -1, -1, 1, 5,
        0, -3, 9, -3, -4, -2, -3, -3, -1, -1, -3, -1, -1, -3, -1, -3, -3, -3, -1, -1, 9,
        0, -3, -1, -3, -2, -1, -3, -3, 3, 2, -2, 1, 1, -3, -1, -2, -2, -3, -2, 0, -1, 4,
        -3, -4, -2, -4, -3, 1, -2, -2, -3, -2, -3, -2, -1, -4, -1, -4, -2, -3, -3, -2, -2, -3, 11,
        -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1,
        -2, -3, -2, -3, -2, 3, -3, 2, -1, -1, -2, -1, -1, -2, -1, -3, -1, -2, -2, -2, -2, -1, 2, -1, 7,
        -1, 0, -3, 1, 4, -3, -2, 0, -3, -3, 1, -3, -1, 0, -1, -1, 4, 0, 0, -1, -3, -2, -2, -1, -2, 4,
    ];

    private static readonly sbyte[] Square = MakeSquare();

    /// <summary>Of two upper-case letters.</summary>
    public static int Of(char first, char second) => Square[((first - 'A') * Letters) + second - 'A'];

    private static sbyte[] MakeSquare()
    {
        var square = new sbyte[Letters * Letters];
        for (int row = 0, at = 0; row < Letters; row++)
        {
            for (int column = 0; column <= row; column++, at++)
                square[(row * Letters) + column] = square[(column * Letters) + row] = Triangle[at];
        }
        return square;
    }
}
