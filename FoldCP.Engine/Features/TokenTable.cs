using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>The tokens of a complex column by column.</summary>
internal sealed class TokenTable(TokenList list)
{
    private const int ShortestRing = 3;

    public long[] ResidueIndex { get; } = Column(list, token => token.Residue.Index);

    public long[] AsymId { get; } = Column(list, token => token.Chain.Number);

    public long[] EntityId { get; } = Column(list, token => token.Chain.Entity);

    public long[] SymId { get; } = Column(list, token => token.Chain.Copy);

    public long[] MolType { get; } = Column(list, token => (int)token.Chain.Kind);

    public long[] ResType { get; } = Column(list, token => token.ResType);

    public long[] Modified { get; } = Column(list, token => token.IsModified ? 1 : 0);

    public long[] CentreAtoms { get; } = Column(list, token => list.Here(token, token.CentreAtom));

    public long[] DistogramAtoms { get; } = Column(list, token => list.Here(token, token.DistogramAtom));

    /// <summary>The length of a cyclic chain, 0 for others; a chain is cyclic by its input, or by a bond between its ends.</summary>
    public float[] CyclicPeriod(Generation generation)
    {
        var closed = generation == Generation.Boltz2 ? Closed(list.Structure) : [];
        return [.. list.Tokens.Select(token => (float)Math.Max(token.Chain.CyclicPeriod, closed.GetValueOrDefault(token.Chain.Number)))];
    }

    // The reference compares the residue's number among all with its chain's length, so it notices such a bond in the first chain only.
    private static Dictionary<int, int> Closed(Structure structure)
    {
        var closed = new Dictionary<int, int>();
        foreach (var bond in structure.Connections.Where(bond => bond.First.Chain == bond.Second.Chain))
        {
            int length = structure.Chains[bond.First.Chain].Residues.Count;
            int first = Math.Min(bond.First.Residue, bond.Second.Residue);
            int last = Math.Max(bond.First.Residue, bond.Second.Residue);
            if (length >= ShortestRing && first == 0 && last == length - 1)
                closed[bond.First.Chain] = length;
        }
        return closed;
    }

    private static long[] Column(TokenList list, Func<Token, long> value) => [.. list.Tokens.Select(value)];
}
