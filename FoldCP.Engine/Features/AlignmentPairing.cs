using FoldCP.Engine.Alignments;

namespace FoldCP.Engine.Features;

/// <summary>One row of the complex's alignment: which row of each chain's alignment stands there, -1 for none, and whether it is paired.</summary>
internal readonly record struct PairedRow(int[] Rows, bool[] Paired);

/// <summary>
/// Lays the chains' alignments beside each other: the chains themselves, then rows of one species (those that cover most chains
/// first), then what is left. Chains without a member of the species are filled with their next row, else with gaps.
/// </summary>
internal static class AlignmentPairing
{
    private const int MostPaired = 8192;
    private const int Most = 16384;
    private const int None = -1;

    /// <param name="chains">the alignment of each chain</param>
    /// <param name="most">how many rows to return at most</param>
    public static IReadOnlyList<PairedRow> Of(IReadOnlyList<Alignment> chains, int most = Most)
    {
        // The reference means to leave out rows that were paired, and leaves out none.
        int[] next = [.. chains.Select(_ => 1)];
        var rows = new List<PairedRow> { new(new int[chains.Count], [.. chains.Select(_ => true)]) };
        foreach (var species in Species(chains))
        {
            int count = species.Values.Max(members => members.Count);
            for (int i = 0; i < count && rows.Count < MostPaired; i++)
                rows.Add(Filled(chains, next, species, i));
        }
        int left = chains.Select((chain, at) => chain.Rows.Count - next[at]).Max();
        for (int i = Math.Min(Most - rows.Count, left); i > 0; i--)
            rows.Add(Filled(chains, next, [], 0));
        return rows.Count > most ? rows[..most] : rows;
    }

    // Each species with its rows by chain; those with one row only pair nothing.
    private static IEnumerable<Dictionary<int, List<int>>> Species(IReadOnlyList<Alignment> chains)
    {
        var species = new Dictionary<int, Dictionary<int, List<int>>>();
        var inOrder = new List<Dictionary<int, List<int>>>();
        for (int chain = 0; chain < chains.Count; chain++)
        {
            for (int row = 0; row < chains[chain].Rows.Count; row++)
            {
                if (chains[chain].Rows[row].Taxonomy is not { } taxonomy)
                    continue;
                if (!species.TryGetValue(taxonomy, out var members))
                {
                    species.Add(taxonomy, members = []);
                    inOrder.Add(members);
                }
                if (!members.TryGetValue(chain, out var ofChain))
                    members.Add(chain, ofChain = []);
                ofChain.Add(row);
            }
        }
        return inOrder.Where(members => members.Values.Sum(rows => rows.Count) > 1).OrderByDescending(members => members.Count);
    }

    private static PairedRow Filled(IReadOnlyList<Alignment> chains, int[] next, Dictionary<int, List<int>> species, int number)
    {
        var row = new PairedRow(new int[chains.Count], new bool[chains.Count]);
        for (int chain = 0; chain < chains.Count; chain++)
        {
            if (species.TryGetValue(chain, out var members))
                (row.Rows[chain], row.Paired[chain]) = (members[number % members.Count], true);
            else
                row.Rows[chain] = next[chain] < chains[chain].Rows.Count ? next[chain]++ : None;
        }
        return row;
    }
}
