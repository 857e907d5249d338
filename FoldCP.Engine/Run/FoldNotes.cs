using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run;

/// <summary>What has to be said of an input before it is folded, in the user's words.</summary>
internal static class FoldNotes
{
    public static IEnumerable<string> Of(FoldInput input, FoldTarget target, FoldOptions options) =>
    [
        .. input.Notes,
        .. target.Misfits.Select(misfit => $"{misfit} It is left aside, and the chain is folded without."),
        .. options.UsePotentials ? Shapeless(target) : [],
    ];

    private static IEnumerable<string> Shapeless(FoldTarget target) => target.Structure.Chains
        .Where(chain => chain.Kind == ChainKind.Ligand && chain.Residues.Any(residue => residue.Form.Shape is null && residue.Form.Atoms.Count > 1))
        .Select(chain => $"The shape of chain {chain.Id} is not known, so potentials cannot keep its bonds, angles and chirality. The chemistry toolkit finds it: {ChemistryToolkit.Setup}");
}
