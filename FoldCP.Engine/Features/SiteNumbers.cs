using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>From atoms and residues as users name them to their numbers.</summary>
internal sealed class SiteNumbers(Structure structure)
{
    public Pocket Of(PocketInput pocket) =>
        new(structure.Chain(pocket.Binder).Number, [.. pocket.Sites.Select(Of)], pocket.MaxDistance, pocket.Force);

    public Contact Of(ContactInput contact) => new(Of(contact.First), Of(contact.Second), contact.MaxDistance, contact.Force);

    /// <exception cref="FoldException">there is no such atom</exception>
    public AtomNumbers Of(AtomInput atom)
    {
        var chain = structure.Chain(atom.Chain);
        var residue = Residue(chain, atom.Residue);
        return new(chain.Number, chain.FirstResidue + residue.Index, Atom(chain, residue, atom.Atom));
    }

    private Site Of(SiteInput site)
    {
        var chain = structure.Chain(site.Chain);
        return chain.Kind == ChainKind.Ligand
            ? new(chain.Number, Atom(chain, chain.Residues[0], site.Atom!))
            : new(chain.Number, Residue(chain, site.Residue!.Value).Index);
    }

    private static StructureResidue Residue(StructureChain chain, int number) => number >= 1 && number <= chain.Residues.Count
        ? chain.Residues[number - 1]
        : throw FoldException.BadInput($"A constraint names residue {number} of chain {chain.Id}, which has {chain.Residues.Count}.");

    private static int Atom(StructureChain chain, StructureResidue residue, string name)
    {
        for (int i = 0; i < residue.Form.Atoms.Count; i++)
        {
            if (residue.Form.Atoms[i].Name == name)
                return residue.FirstAtom + i;
        }
        throw FoldException.BadInput(
            $"A constraint names atom {name} of residue {residue.Index + 1} of chain {chain.Id}, a {residue.Form.Name}, which has no such atom in the chain.");
    }
}
