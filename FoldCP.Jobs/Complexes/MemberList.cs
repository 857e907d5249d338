namespace FoldCP.Jobs.Complexes;

/// <summary>
/// Gathers the members of one row. One that is named again is one more copy, or as many as it says: Complex Portal lists the two β
/// chains of haemoglobin so.
/// </summary>
internal sealed class MemberList
{
    private readonly List<Member> _members = [];
    private readonly Dictionary<string, Member> _byAccession = [];

    public int Count => _members.Count;

    /// <param name="accession">as the file writes it</param>
    /// <param name="kind">what it is</param>
    /// <param name="copies">null or 0 if the file does not know</param>
    /// <param name="name">the protein's name, if the file has it</param>
    public void Add(string accession, SubunitKind kind, int? copies, string? name = null)
        => Add(accession, kind, copies is > 0 ? copies.Value : 1, copies is > 0, name);

    /// <summary>The same for copies that may be assumed already.</summary>
    public void Add(string accession, SubunitKind kind, long copies, bool known, string? name)
    {
        if (!_byAccession.TryGetValue(accession, out var member))
        {
            member = new Member(accession, kind, name);
            _byAccession.Add(accession, member);
            _members.Add(member);
        }
        member.Mentions++;
        member.Copies += copies;
        member.Assumed |= !known;
    }

    public IReadOnlyList<MemberRecord> ToRecords() => [.. _members.Select(x =>
        new MemberRecord(x.Accession, x.Kind, checked((int)x.Copies), x.Assumed ? CopiesSource.Assumed : CopiesSource.File, x.Name))];

    /// <summary>Chains of the whole complex, for a check before <see cref="ToRecords"/>.</summary>
    public long Chains => _members.Sum(x => x.Copies);

    public string? LongestAccession => _members.MaxBy(x => x.Accession.Length)?.Accession;

    /// <summary>What a person should know about members and copies, one sentence each.</summary>
    /// <param name="assumptionsToo">false if the file never states copies, so that one sentence about the file is enough</param>
    public IEnumerable<string> Warnings(bool assumptionsToo)
    {
        if (assumptionsToo && NamesOf(x => x.Assumed && x.Kind == SubunitKind.Protein && x.Mentions == 1) is { } assumed)
            yield return $"Copies unknown, one assumed: {assumed}.";
        if (NamesOf(x => x.Mentions > 1 && x.Kind == SubunitKind.Protein, x => $"{x.Accession} × {x.Copies}") is { } repeated)
            yield return $"Listed more than once, added up: {repeated}.";
        if (NamesOf(x => x.Kind == SubunitKind.SmallMolecule) is { } small)
            yield return $"Small molecules are left out of the fold: {small}.";
    }

    private string? NamesOf(Func<Member, bool> which, Func<Member, string>? text = null)
    {
        var names = _members.Where(which).Select(text ?? (x => x.Accession)).ToList();
        return names.Count == 0 ? null : string.Join(", ", names);
    }

    private sealed class Member(string accession, SubunitKind kind, string? name)
    {
        public string Accession { get; } = accession;

        public SubunitKind Kind { get; } = kind;

        public string? Name { get; } = name;

        public int Mentions { get; set; }

        public long Copies { get; set; }

        public bool Assumed { get; set; }
    }
}
