using FoldCP.Jobs.Imports;

namespace FoldCP.Jobs.Complexes;

/// <summary>
/// Puts the members of nested complexes in their place, where the same file describes them. The innermost are opened first, so each is
/// opened once, however often and however deep it is nested; those that are left in the end go round in a circle.
/// </summary>
internal sealed class NestedComplexes
{
    private const long TooMany = Complex.MaxChains + 1L;

    private readonly Dictionary<string, ComplexRecord> _byId;
    private readonly Dictionary<string, ComplexRecord> _opened = [];
    private readonly Dictionary<string, long> _chains = [];   // at most TooMany, so that no product of copies overflows

    private NestedComplexes(IEnumerable<ComplexRecord> complexes) => _byId = complexes.ToDictionary(x => x.ExternalId);

    /// <param name="complexes">each with an id of its own</param>
    /// <param name="size">is told of the members that come in</param>
    /// <param name="stop">looked at for each complex</param>
    public static NestedComplexes Open(IReadOnlyList<ComplexRecord> complexes, SetSize size, CancellationToken stop)
    {
        var nested = new NestedComplexes(complexes);
        var holders = complexes.SelectMany(outer => nested.InnerOf(outer).Select(inner => (inner, outer))).ToLookup(x => x.inner.Accession, x => x.outer);
        var closed = complexes.ToDictionary(x => x.ExternalId, x => nested.InnerOf(x).Count());
        var next = new Queue<ComplexRecord>(complexes.Where(x => closed[x.ExternalId] == 0));
        while (next.TryDequeue(out var complex))
        {
            stop.ThrowIfCancellationRequested();
            nested.OpenOne(complex, size);
            foreach (var outer in holders[complex.ExternalId])
            {
                if (--closed[outer.ExternalId] == 0)
                    next.Enqueue(outer);
            }
        }
        return nested;
    }

    /// <summary>The complex with the members of its nested ones; null if there is a <see cref="FaultOf"/> it.</summary>
    public ComplexRecord? Find(ComplexRecord complex) => _opened.GetValueOrDefault(complex.ExternalId);

    /// <summary>Why a complex cannot be opened: the member that stands in the way, and the reason.</summary>
    public (string Member, string Reason) FaultOf(ComplexRecord complex)
    {
        var circle = InnerOf(complex).FirstOrDefault(x => !_chains.ContainsKey(x.Accession));
        var inTheWay = circle ?? InnerOf(complex).MaxBy(x => x.Copies * _chains[x.Accession])!;
        return ($"{inTheWay.Accession}({inTheWay.Copies})", circle is null
            ? $"With the members of nested complexes the copies add up to more than {Complex.MaxChains:N0} chains."
            : $"Nested complexes go round in a circle: following {circle.Accession} one comes to a complex that contains itself, so the members cannot be known.");
    }

    private void OpenOne(ComplexRecord complex, SetSize size)
    {
        long chains = complex.Members.Sum(x => x.Copies * (IsInner(x) ? _chains[x.Accession] : 1));
        _chains.Add(complex.ExternalId, Math.Min(chains, TooMany));
        if (chains >= TooMany)
            return;

        var opened = InnerOf(complex).Any() ? WithInnerMembers(complex) : complex;
        size.Grow(opened.Members.Count - complex.Members.Count);
        _opened.Add(complex.ExternalId, opened);
    }

    private ComplexRecord WithInnerMembers(ComplexRecord complex)
    {
        var members = new MemberList();
        foreach (var member in complex.Members)
        {
            foreach (var (inner, times, stated) in InPlaceOf(member))
                members.Add(inner.Accession, inner.Kind, times * inner.Copies, stated && inner.CopiesSource == CopiesSource.File, inner.Name);
        }
        var all = members.ToRecords();
        return complex with { Members = all, Warnings = [.. complex.Warnings, .. Warnings(complex, all)] };
    }

    private IEnumerable<(MemberRecord Inner, long Times, bool Stated)> InPlaceOf(MemberRecord member)
        => IsInner(member)
            ? _opened[member.Accession].Members.Select(inner => (inner, (long)member.Copies, member.CopiesSource == CopiesSource.File))
            : [(member, 1, true)];

    private IEnumerable<string> Warnings(ComplexRecord complex, IEnumerable<MemberRecord> all)
    {
        yield return $"Nested complexes were replaced by their members: {string.Join(", ", InnerOf(complex).Select(x => x.Accession))}.";
        string[] small = [.. all.Where(x => x.Kind == SubunitKind.SmallMolecule).Select(x => x.Accession).Except(complex.Members.Select(x => x.Accession))];
        if (small.Length > 0)
            yield return $"Small molecules of nested complexes are left out of the fold: {string.Join(", ", small)}.";
    }

    private IEnumerable<MemberRecord> InnerOf(ComplexRecord complex) => complex.Members.Where(IsInner);

    private bool IsInner(MemberRecord member) => member.Kind == SubunitKind.Complex && _byId.ContainsKey(member.Accession);
}
