namespace FoldCP.Jobs.Complexes;

/// <summary>Puts the members of a nested complex in its place, where the same file describes it.</summary>
internal sealed class NestedComplexes
{
    private readonly Dictionary<string, ComplexRecord> byId;
    private readonly MemberList members = new();
    private readonly List<string> replaced = [];

    private NestedComplexes(Dictionary<string, ComplexRecord> byId) => this.byId = byId;

    public static List<ComplexRecord> Expand(IReadOnlyList<ComplexRecord> complexes)
    {
        var byId = complexes.ToDictionary(x => x.ExternalId);
        return [.. complexes.Select(x => x.Members.Any(m => m.Kind == SubunitKind.Complex) ? new NestedComplexes(byId).Expand(x) : x)];
    }

    private ComplexRecord Expand(ComplexRecord complex)
    {
        foreach (var member in complex.Members)
            Put(member, times: 1, known: true, [complex.ExternalId]);

        return replaced.Count == 0 || members.Chains > Complex.MaxChains ? complex : complex with
        {
            Members = members.ToRecords(),
            Warnings = [.. complex.Warnings, $"Nested complexes were replaced by their members: {string.Join(", ", replaced)}."],
        };
    }

    // A complex that contains itself, and one that the file does not describe, stay as they are.
    private void Put(MemberRecord member, long times, bool known, string[] within)
    {
        bool stated = known && member.CopiesSource == CopiesSource.File;
        if (member.Kind != SubunitKind.Complex || within.Contains(member.Accession) || !byId.TryGetValue(member.Accession, out var nested))
        {
            members.Add(member.Accession, member.Kind, times * member.Copies, stated, member.Name);
            return;
        }
        replaced.Add(member.Accession);
        foreach (var inner in nested.Members)
            Put(inner, times * member.Copies, stated, [.. within, member.Accession]);
    }
}
