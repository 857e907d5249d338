namespace FoldCP.Jobs.Complexes;

/// <summary>Puts the members of a nested complex in its place, where the same file describes it.</summary>
internal sealed class NestedComplexes
{
    private readonly Dictionary<string, ComplexRecord> _byId;
    private readonly MemberList _members = new();
    private readonly List<string> _replaced = [];

    private NestedComplexes(Dictionary<string, ComplexRecord> byId) => _byId = byId;

    public static List<ComplexRecord> Expand(IReadOnlyList<ComplexRecord> complexes)
    {
        var byId = complexes.ToDictionary(x => x.ExternalId);
        return [.. complexes.Select(x => x.Members.Any(m => m.Kind == SubunitKind.Complex) ? new NestedComplexes(byId).Expand(x) : x)];
    }

    private ComplexRecord Expand(ComplexRecord complex)
    {
        foreach (var member in complex.Members)
            Put(member, times: 1, known: true, [complex.ExternalId]);

        return _replaced.Count == 0 || _members.Chains > Complex.MaxChains ? complex : complex with
        {
            Members = _members.ToRecords(),
            Warnings = [.. complex.Warnings, $"Nested complexes were replaced by their members: {string.Join(", ", _replaced)}."],
        };
    }

    // A complex that contains itself, and one that the file does not describe, stay as they are.
    private void Put(MemberRecord member, long times, bool known, string[] within)
    {
        bool stated = known && member.CopiesSource == CopiesSource.File;
        if (member.Kind != SubunitKind.Complex || within.Contains(member.Accession) || !_byId.TryGetValue(member.Accession, out var nested))
        {
            _members.Add(member.Accession, member.Kind, times * member.Copies, stated, member.Name);
            return;
        }
        _replaced.Add(member.Accession);
        foreach (var inner in nested.Members)
            Put(inner, times * member.Copies, stated, [.. within, member.Accession]);
    }
}
