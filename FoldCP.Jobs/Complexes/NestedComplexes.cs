namespace FoldCP.Jobs.Complexes;

/// <summary>Puts the members of a nested complex in its place, where the same file describes it.</summary>
internal static class NestedComplexes
{
    public static List<ComplexRecord> Expand(IReadOnlyList<ComplexRecord> complexes)
    {
        var byId = complexes.ToDictionary(x => x.ExternalId);
        return [.. complexes.Select(x => x.Members.Any(m => m.Kind == SubunitKind.Complex) ? Expand(x, byId) : x)];
    }

    private static ComplexRecord Expand(ComplexRecord complex, Dictionary<string, ComplexRecord> byId)
    {
        var members = new MemberList();
        List<string> replaced = [];
        foreach (var member in complex.Members)
            Put(member, 1L, known: true, members, byId, [complex.ExternalId], replaced);

        return replaced.Count == 0 || members.Chains > Complex.MaxChains ? complex : complex with
        {
            Members = members.ToRecords(),
            Warnings = [.. complex.Warnings, $"Nested complexes were replaced by their members: {string.Join(", ", replaced)}."],
        };
    }

    /// <param name="within">the complexes that contain this member: one that contains itself stays as it is</param>
    private static void Put(MemberRecord member, long times, bool known, MemberList members, Dictionary<string, ComplexRecord> byId, string[] within, List<string> replaced)
    {
        known &= member.CopiesSource == CopiesSource.File;
        if (member.Kind != SubunitKind.Complex || within.Contains(member.Accession) || !byId.TryGetValue(member.Accession, out var nested))
        {
            members.Add(member.Accession, member.Kind, times * member.Copies, known, member.Name);
            return;
        }
        replaced.Add(member.Accession);
        foreach (var inner in nested.Members)
            Put(inner, times * member.Copies, known, members, byId, [.. within, member.Accession], replaced);
    }
}
