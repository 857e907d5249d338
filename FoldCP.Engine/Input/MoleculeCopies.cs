namespace FoldCP.Engine.Input;

/// <summary>
/// Boltz numbers chains entity by entity: copies of one molecule that are written apart stand together, where the first of them
/// is. The network's noise and every table follow that order.
/// </summary>
internal static class MoleculeCopies
{
    public static IReadOnlyList<MoleculeInput> Gathered(IReadOnlyList<MoleculeInput> molecules) =>
        [.. molecules.GroupBy(Identity).Select(Merged)];

    /// <summary>What copies of one molecule have in common.</summary>
    public static string Identity(MoleculeInput molecule) => molecule switch
    {
        PolymerInput polymer => $"{polymer.Kind} {polymer.Sequence} {polymer.IsCyclic} {string.Join(' ', polymer.Modifications)}",
        ComponentInput component => $"component {string.Join(' ', component.Codes)}",
        SmilesInput smiles => $"smiles {smiles.Smiles}",
        _ => throw new ArgumentOutOfRangeException(nameof(molecule)),
    };

    private static MoleculeInput Merged(IEnumerable<MoleculeInput> copies)
    {
        var all = copies.ToList();
        foreach (var other in all.OfType<PolymerInput>().Skip(1))
            CheckAlignment((PolymerInput)all[0], other);
        return all[0] with { Ids = [.. all.SelectMany(copy => copy.Ids)] };
    }

    private static void CheckAlignment(PolymerInput first, PolymerInput other)
    {
        if (first.AlignmentFile != other.AlignmentFile || first.AlignmentTexts != other.AlignmentTexts || first.SingleSequence != other.SingleSequence)
        {
            throw FoldException.BadInput(
                $"Chains {first.Ids[0]} and {other.Ids[0]} are copies of one protein and name different alignments. Name the same one, or none, for both.");
        }
    }
}
