namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>Two PDB files of one structure, the reference's and the engine's, by their fixed columns.</summary>
internal static class GoldenWrittenPdb
{
    private static readonly (string Name, int Start, int End)[] Columns =
    [
        ("record", 0, 6), ("name", 12, 16), ("alternative", 16, 17), ("residue", 17, 20), ("chain", 21, 22), ("number", 22, 26), ("insertion", 26, 27),
        ("x", 30, 38), ("y", 38, 46), ("z", 46, 54), ("occupancy", 54, 60), ("B factor", 60, 66), ("element", 76, 78), ("charge", 78, 80),
    ];

    public static IEnumerable<Meeting> Compare(string[] theirs, string[] ours) => [Atoms(theirs, ours), Ends(theirs, ours), Bonds(theirs, ours)];

    private static Meeting Atoms(string[] theirs, string[] ours)
    {
        string[] expected = [.. theirs.Where(IsAtom)];
        string[] actual = [.. ours.Where(IsAtom)];
        if (expected.Length == 0 || expected.Length != actual.Length)
            return Meeting.Missed($"{actual.Length} atoms, should be {expected.Length}");
        for (int atom = 0; atom < expected.Length; atom++)
        {
            foreach (var (name, start, end) in Columns)
            {
                string theirValue = expected[atom][start..end].Trim();
                // The reference calls every ligand LIG; here its code stands where there is room for it.
                bool isLigand = name == "residue" && theirValue == "LIG" && expected[atom].StartsWith("HETATM", StringComparison.Ordinal);
                if (!isLigand && theirValue != actual[atom][start..end].Trim())
                    return Meeting.Missed($"{name} of atom {atom + 1} is {actual[atom][start..end].Trim()}, should be {theirValue}");
            }
        }
        return new(0, 0, null);
    }

    // The reference ends every chain but the last, the engine every polymer, as the format has it.
    private static Meeting Ends(string[] theirs, string[] ours)
    {
        string[] expected = [.. Polymers(theirs)];
        string[] actual = [.. Polymers(ours)];
        bool isLast = theirs.Last(IsAtom).StartsWith("ATOM", StringComparison.Ordinal);
        return actual.Length == expected.Length + (isLast ? 1 : 0) && expected.SequenceEqual(actual.Take(expected.Length)) && ours.Count(IsEnd) == actual.Length
            ? new(0, 0, null)
            : Meeting.Missed($"ends of chains are {string.Join(", ", actual)}");
    }

    // The residue that ends.
    private static IEnumerable<string> Polymers(string[] lines) => lines.Where(IsEnd).Where(line => lines[Array.IndexOf(lines, line) - 1].StartsWith("ATOM", StringComparison.Ordinal))
        .Select(line => line[17..27].Trim());

    // The reference tells each bond once, the engine from both its atoms, as the format has it.
    private static Meeting Bonds(string[] theirs, string[] ours)
    {
        var (expected, actual) = (Pairs(theirs), Pairs(ours));
        return expected.SetEquals(actual)
            ? new(0, 0, null)
            : Meeting.Missed($"bonds differ: {string.Join(", ", actual.Except(expected).Concat(expected.Except(actual)).Take(5))}");
    }

    // By the atoms' places in the file, as numbers depend on where chains end.
    private static HashSet<(int, int)> Pairs(string[] lines)
    {
        var places = lines.Where(IsAtom).Index().ToDictionary(atom => int.Parse(atom.Item[6..11]), atom => atom.Index);
        return [.. lines.Where(line => line.StartsWith("CONECT", StringComparison.Ordinal)).SelectMany(line =>
        {
            int[] atoms = [.. line[6..].TrimEnd().Chunk(5).Select(number => places[int.Parse(number)])];
            return atoms.Skip(1).Select(partner => (Math.Min(atoms[0], partner), Math.Max(atoms[0], partner)));
        })];
    }

    private static bool IsAtom(string line) => line.StartsWith("ATOM", StringComparison.Ordinal) || line.StartsWith("HETATM", StringComparison.Ordinal);

    private static bool IsEnd(string line) => line.StartsWith("TER", StringComparison.Ordinal);
}
