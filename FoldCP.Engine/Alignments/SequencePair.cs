namespace FoldCP.Engine.Alignments;

/// <summary>Where two sequences lie over each other without gaps: starts, from 0, and length.</summary>
internal readonly record struct Overlap(int First, int Second, int Length);

/// <summary>Lays one protein sequence over another, with BLAST's scores.</summary>
internal static class SequencePair
{
    private const int OpenGap = -12;
    private const int ExtendGap = -1;
    private const int Impossible = int.MinValue / 2;

    /// <summary>The score of the best alignment of the whole sequences (Needleman-Wunsch with affine gaps).</summary>
    public static int GlobalScore(string first, string second)
    {
        int n = second.Length;
        // By column: ending in a match, in a gap of the second sequence, in a gap of the first.
        var (match, up, left) = (new int[n + 1], new int[n + 1], new int[n + 1]);
        for (int j = 0; j <= n; j++)
            (match[j], up[j], left[j]) = (j == 0 ? 0 : Impossible, Impossible, j == 0 ? Impossible : OpenGap + ((j - 1) * ExtendGap));
        for (int i = 1; i <= first.Length; i++)
        {
            int diagonal = Max(match[0], up[0], left[0]);
            (match[0], up[0], left[0]) = (Impossible, OpenGap + ((i - 1) * ExtendGap), Impossible);
            for (int j = 1; j <= n; j++)
            {
                int above = Max(match[j] + OpenGap, up[j] + ExtendGap, left[j] + OpenGap);
                int beside = Max(match[j - 1] + OpenGap, left[j - 1] + ExtendGap, up[j - 1] + OpenGap);
                int before = diagonal;
                diagonal = Max(match[j], up[j], left[j]);
                (match[j], up[j], left[j]) = (before + ProteinScores.Of(first[i - 1], second[j - 1]), above, beside);
            }
        }
        return Max(match[n], up[n], left[n]);
    }

    /// <summary>All overlaps without gaps that score best.</summary>
    public static IReadOnlyList<Overlap> BestOverlaps(string first, string second)
    {
        var best = new List<Overlap>();
        int most = 0;
        for (int shift = 1 - second.Length; shift < first.Length; shift++)
            Scan(first, second, shift, best, ref most);
        return best;
    }

    // Along one diagonal: an overlap begins where the score was not above zero.
    private static void Scan(string first, string second, int shift, List<Overlap> best, ref int most)
    {
        int end = Math.Min(first.Length, second.Length + shift);
        int start = Math.Max(0, shift);
        for (int i = start, score = 0; i < end; i++)
        {
            if (score <= 0)
                (start, score) = (i, 0);
            score += ProteinScores.Of(first[i], second[i - shift]);
            if (score < most || score <= 0)
                continue;
            if (score > most)
                best.Clear();
            most = score;
            best.Add(new(start, start - shift, i + 1 - start));
        }
    }

    private static int Max(int a, int b, int c) => Math.Max(a, Math.Max(b, c));
}
