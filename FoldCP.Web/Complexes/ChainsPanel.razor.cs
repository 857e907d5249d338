using FoldCP.Jobs.Complexes;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>The members of a complex: how many copies and who says so, how long, and where the sequence is from.</summary>
public sealed partial class ChainsPanel
{
    [Parameter, EditorRequired] public required Complex Complex { get; set; }

    private static string KindInWords(SubunitKind kind) => kind switch
    {
        SubunitKind.SmallMolecule => "small molecule, left out",
        SubunitKind.NucleicAcid => "nucleic acid, not supported yet",
        SubunitKind.Complex => "another complex, not supported yet",
        _ => "unknown kind",
    };
}
