namespace FoldCP.Engine.Structures;

/// <summary>
/// Finds where residues of a structure are in its sequence: as many as possible where their component belongs, with as few
/// interruptions as possible where their own numbers go on.
/// </summary>
internal static class SequencePlaces
{
    private const int Match = 2;
    private const int Mismatch = -3;
    private const int Unnumbered = -1;
    private const int Impossible = int.MinValue / 2;

    /// <param name="sequence">components, in the order of the chain</param>
    /// <param name="found">components of the residues that were found</param>
    /// <param name="numbers">these residues' numbers in the file</param>
    /// <returns>a place for each residue that was found, also where another component belongs there; -1 for all if there are too many</returns>
    public static int[] Of(string[] sequence, string[] found, int[] numbers)
    {
        // The best score of found[..f] with its last one at place p, and at which place the one before then is.
        var (score, before) = (new int[found.Length, sequence.Length], new int[found.Length, sequence.Length]);
        for (int f = 0; f < found.Length; f++)
            Extend(score, before, sequence, f, found[f], f > 0 ? numbers[f] - numbers[f - 1] : null);
        return Traced(score, before);
    }

    private static void Extend(int[,] score, int[,] before, string[] sequence, int f, string component, int? step)
    {
        // Best so far over all places that lie before the one in question.
        var (best, at) = (f == 0 ? 0 : Impossible, -1);
        for (int p = 0; p < sequence.Length; p++)
        {
            if (f > 0 && p > 0 && score[f - 1, p - 1] > best)
                (best, at) = (score[f - 1, p - 1], p - 1);
            (score[f, p], before[f, p]) = (best + (f > 0 ? Unnumbered : 0), at);
            // A residue that follows as its number says interrupts nothing.
            if (step is > 0 && p >= step && score[f - 1, p - step.Value] >= score[f, p])
                (score[f, p], before[f, p]) = (score[f - 1, p - step.Value], p - step.Value);
            score[f, p] += sequence[p] == component ? Match : Mismatch;
        }
    }

    private static int[] Traced(int[,] score, int[,] before)
    {
        int[] places = new int[score.GetLength(0)];
        Array.Fill(places, -1);
        int f = places.Length - 1;
        int p = f < 0 ? -1 : Enumerable.Range(0, score.GetLength(1)).MaxBy(place => score[f, place]);
        if (f < 0 || score[f, p] < Impossible / 2)
            return places;
        for (; f >= 0; p = before[f--, p])
            places[f] = p;
        return places;
    }
}
