namespace FoldCP.Web.Complexes;

/// <summary>How many complexes are in each state group: every complex is counted once, so the parts add up to the whole.</summary>
public sealed record StateCounts
{
    private readonly int[] _counts = new int[StateGroupsExtensions.InOrder.Count];

    public static readonly StateCounts Empty = new();

    public int this[StateGroups groups] => StateGroupsExtensions.InOrder.Select((x, i) => groups.Has(x) ? _counts[i] : 0).Sum();

    public int All => _counts.Sum();

    public static StateCounts Sum(IEnumerable<(StateGroups Group, int Count)> parts)
    {
        var counts = new StateCounts();
        foreach (var (group, count) in parts)
            counts._counts[StateGroupsExtensions.InOrder.ToList().IndexOf(group)] += count;
        return counts;
    }
}
