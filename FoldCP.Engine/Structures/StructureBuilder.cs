using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Structures;

/// <summary>Puts chains of residues one after the other and numbers everything.</summary>
internal sealed class StructureBuilder
{
    private readonly List<StructureChain> chains = [];
    private readonly List<StructureBond> bonds = [];
    private readonly Dictionary<int, int> copies = [];
    private int residues;
    private int atoms;

    /// <param name="id">of the chain</param>
    /// <param name="kind">what it is made of</param>
    /// <param name="entity">the number that its copies share</param>
    /// <param name="isCyclic">whether its ends are bound to each other</param>
    /// <param name="forms">its residues</param>
    public void Add(string id, ChainKind kind, int entity, bool isCyclic, IEnumerable<(ResidueForm Form, AtomPlaces? Places)> forms)
    {
        int first = residues;
        var chain = new List<StructureResidue>();
        foreach (var (form, places) in forms)
        {
            bonds.AddRange(form.Bonds.Select(bond => new StructureBond(Number(bond.First), Number(bond.Second), bond.Type)));
            chain.Add(new(form, chain.Count, atoms, places));
            atoms += form.Atoms.Count;
            residues++;
        }
        int copy = copies[entity] = copies.TryGetValue(entity, out int before) ? before + 1 : 0;
        chains.Add(new(chains.Count, id, kind, entity, copy, isCyclic ? chain.Count : 0, first, chain));
    }

    public Structure Build() => new(chains) { Bonds = bonds };

    private AtomNumbers Number(int atomOfResidue) => new(chains.Count, residues, atoms + atomOfResidue);
}
