using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>Whether an input makes sense, whichever format it came in: chain ids, sequences, modifications, affinity.</summary>
internal static class InputCheck
{
    /// <param name="input">what was read</param>
    /// <param name="file">how messages call where it came from</param>
    /// <exception cref="FoldException">it does not</exception>
    public static void Check(FoldInput input, string file)
    {
        var faults = Ids(input).Concat(input.Molecules.SelectMany(Molecule)).Concat(Affinity(input)).Take(5).ToList();
        if (faults.Count > 0)
            throw FoldException.BadInput($"{file}: {string.Join(' ', faults)}");
    }

    private static IEnumerable<string> Ids(FoldInput input)
    {
        if (input.Molecules.Count == 0)
            yield return "There are no molecules.";
        var seen = new HashSet<string>();
        foreach (var molecule in input.Molecules)
        {
            if (molecule.Ids.Count == 0)
                yield return "A molecule has no chain id.";
            foreach (string id in molecule.Ids.Where(id => !seen.Add(id)))
                yield return $"The chain id {id} is used twice. Give every chain its own.";
        }
    }

    private static IEnumerable<string> Molecule(MoleculeInput molecule) => molecule switch
    {
        PolymerInput polymer => Polymer(polymer),
        ComponentInput { Codes.Count: 0 } => [$"The ligand {molecule.Ids[0]} has no component."],
        _ => [],
    };

    private static IEnumerable<string> Polymer(PolymerInput polymer)
    {
        string chain = $"Chain {polymer.Ids[0]}";
        if (polymer.Sequence.Length == 0)
            yield return $"{chain} has an empty sequence.";
        for (int i = 0; i < polymer.Sequence.Length; i++)
        {
            if (StandardResidue.Find(polymer.Kind, polymer.Sequence[i]) is null)
            {
                yield return $"{chain} has '{polymer.Sequence[i]}' at position {i + 1}, which is no letter of {Words(polymer.Kind)}. "
                    + $"Use upper-case letters, {StandardResidue.Unknown(polymer.Kind).Letter} for an unknown one.";
                break;
            }
        }
        foreach (var modification in polymer.Modifications)
        {
            if (modification.Position < 1 || modification.Position > polymer.Sequence.Length)
                yield return $"{chain} has {polymer.Sequence.Length} residues, and a modification ({modification.Code}) at position {modification.Position}.";
        }
    }

    private static IEnumerable<string> Affinity(FoldInput input)
    {
        if (input.AffinityBinder is not { } binder)
            yield break;
        switch (input.Molecules.FirstOrDefault(molecule => molecule.Ids.Contains(binder)))
        {
            case null:
                yield return $"The affinity of chain {binder} is asked for, and there is no such chain.";
                break;
            case PolymerInput:
                yield return $"The affinity of chain {binder} is asked for, and it is no ligand.";
                break;
            case { Ids.Count: > 1 }:
                yield return $"The affinity of the ligand {binder} is asked for, which has several copies. Keep one.";
                break;
            case ComponentInput { Codes.Count: > 1 }:
                yield return $"The affinity of the ligand {binder} is asked for, which has several components. One is possible.";
                break;
        }
    }

    private static string Words(ChainKind kind) => kind switch
    {
        ChainKind.Protein => "proteins",
        ChainKind.Dna => "DNA",
        _ => "RNA",
    };
}
