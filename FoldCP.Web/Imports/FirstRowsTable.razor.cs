using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports;
using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>The file's first complexes as they were understood, so that a person can check them against the file.</summary>
public sealed partial class FirstRowsTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<ComplexAsRead> Rows { get; set; }

    private static string MembersOf(ComplexAsRead row)
        => string.Join("  ", row.Members.Select(x => x.Copies > 1 ? $"{x.Accession}×{x.Copies}" : x.Accession));

    private static bool IsPartial(ComplexAsRead row) => row is { Tokens: > 0, Readiness: Readiness.MissingSequences };

    private static string ResiduesOf(ComplexAsRead row)
        => row.Tokens == 0 ? "–" : (IsPartial(row) ? "≥" + Figures.Gap : "") + Figures.Count(row.Tokens);

    private static string InFull(MemberAsRead member)
    {
        var copies = member.CopiesSource == CopiesSource.File ? Figures.Count(member.Copies, "copy", "copies") : $"{member.Copies} assumed";
        var length = member.Kind != SubunitKind.Protein ? "not a protein" : member.Length > 0 ? $"{Figures.Count(member.Length)} residues" : "no sequence";
        return $"{member.Accession} {member.Name} · {copies} · {length}";
    }
}
