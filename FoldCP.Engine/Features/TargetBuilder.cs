using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>From what a user wrote to numbered atoms: components are looked up, alignments and templates read.</summary>
public sealed class TargetBuilder(MoleculeLibrary library, SmilesReader? smiles = null, ShapeReader? shapes = null)
{
    // The network of the affinity has seen none with more than 56.
    private const int MostBinderAtoms = 128;

    private readonly ResidueForms forms = new(library, shapes);
    private readonly Dictionary<string, Molecule> drawn = [];

    /// <summary>How many rows are read of each alignment.</summary>
    public int AlignmentRows { get; init; } = Alignment.MostRows;

    /// <exception cref="FoldException">something in it is not known or does not fit; in the user's words</exception>
    public FoldTarget From(FoldInput input)
        => input.Components.Count > 0 ? Knowing(input.Components).Made(input) : Made(input);

    private TargetBuilder Knowing(IReadOnlyList<Molecule> components) => new(library.With(components), smiles, shapes) { AlignmentRows = AlignmentRows };

    private FoldTarget Made(FoldInput input)
    {
        var structure = Connected(Built(input), input.Bonds);
        var sites = new SiteNumbers(structure);
        return new(input.Name, structure)
        {
            Alignments = Alignments(input, structure),
            Labels = Labels(input, structure),
            Pockets = [.. input.Pockets.Select(sites.Of)],
            Contacts = [.. input.Contacts.Select(sites.Of)],
            Templates = [.. new TemplateSearch(library, input, structure).All(), .. input.MappedTemplates.SelectMany(new MappedTemplates(library).Of)],
            Affinity = input.AffinityBinder is { } binder ? Affinity(structure.Chain(binder)) : null,
        };
    }

    private Structure Built(FoldInput input)
    {
        var builder = new StructureBuilder();
        var entities = new Dictionary<string, int>();
        foreach (var molecule in input.Molecules)
        {
            entities.TryAdd(MoleculeCopies.Identity(molecule), entities.Count);
            int entity = entities[MoleculeCopies.Identity(molecule)];
            bool forAffinity = input.AffinityBinder is { } binder && molecule.Ids.Contains(binder);
            var (kind, isCyclic, residues) = Parts(molecule, forAffinity);
            foreach (string id in molecule.Ids)
                builder.Add(id, kind, entity, isCyclic, residues.Select(form => (form, (AtomPlaces?)null)));
        }
        return builder.Build();
    }

    private (ChainKind, bool IsCyclic, ResidueForm[]) Parts(MoleculeInput molecule, bool forAffinity) => molecule switch
    {
        PolymerInput polymer => (polymer.Kind, polymer.IsCyclic, Polymer(polymer)),
        ComponentInput component => (ChainKind.Ligand, false, [.. component.Codes.Select(forms.Ligand)]),
        SmilesInput text => (ChainKind.Ligand, false, [ResidueForm.Component(Drawn(text, forAffinity), inPolymer: false)]),
        _ => throw new ArgumentOutOfRangeException(nameof(molecule)),
    };

    private ResidueForm[] Polymer(PolymerInput polymer)
    {
        string[] codes = [.. polymer.Sequence.Select(letter => StandardResidue.Find(polymer.Kind, letter)!.Code)];
        foreach (var modification in polymer.Modifications)
            codes[modification.Position - 1] = modification.Code;
        return Array.ConvertAll(codes, code => forms.InPolymer(polymer.Kind, code));
    }

    private Molecule Drawn(SmilesInput ligand, bool forAffinity)
    {
        if (smiles is null)
        {
            throw FoldException.Unsupported(
                $"Chain {ligand.Ids[0]} is given by SMILES, which needs the chemistry toolkit. Install it with {ChemistryToolkit.Setup}, "
                + "or name the ligand by its component's code.");
        }
        if (drawn.TryGetValue(ligand.Smiles, out var molecule))
            return molecule;
        try
        {
            return drawn[ligand.Smiles] = smiles(ligand.Smiles, $"LIG{drawn.Count + 1}", forAffinity);
        }
        catch (InvalidDataException bad)
        {
            throw FoldException.BadInput($"Chain {ligand.Ids[0]}: {bad.Message}", bad);
        }
    }

    private static Structure Connected(Structure structure, IReadOnlyList<BondInput> bonds)
    {
        var numbers = new SiteNumbers(structure);
        return structure with
        {
            Connections = [.. bonds.Select(bond => new StructureBond(numbers.Of(bond.First), numbers.Of(bond.Second), BondType.Covalent))],
        };
    }

    private static Dictionary<int, MoleculeLabel> Labels(FoldInput input, Structure structure) => input.Molecules
        .Where(molecule => molecule.Label is not null)
        .SelectMany(molecule => molecule.Ids.Select(id => (structure.Chain(id).Number, molecule.Label!)))
        .ToDictionary();

    private Dictionary<int, Alignment> Alignments(FoldInput input, Structure structure)
    {
        var read = new Dictionary<string, Alignment>();
        var alignments = new Dictionary<int, Alignment>();
        var species = new SpeciesNumbers();
        foreach (var polymer in input.Molecules.OfType<PolymerInput>().Where(polymer => polymer is { AlignmentFile: not null } or { AlignmentTexts: not null }))
        {
            if (polymer.AlignmentFile is not { } file || !read.TryGetValue(file, out var alignment))
                alignment = Read(polymer, species);
            if (polymer.AlignmentFile is not null)
                read[polymer.AlignmentFile] = alignment;
            foreach (string id in polymer.Ids)
                alignments.Add(structure.Chain(id).Number, alignment);
        }
        return alignments;
    }

    private Alignment Read(PolymerInput polymer, SpeciesNumbers species) => polymer.AlignmentTexts is { } texts
        ? AlignmentText.Read(texts, $"the alignment of chain {polymer.Ids[0]}", species, AlignmentRows)
        : AlignmentFile.Read(polymer.AlignmentFile!, AlignmentRows);

    private static AffinityLigand Affinity(StructureChain chain)
    {
        var molecule = chain.Residues[0].Form.Molecule;
        if (chain.AtomCount > MostBinderAtoms)
        {
            throw FoldException.BadInput(
                $"The affinity of chain {chain.Id} cannot be predicted: it has {chain.AtomCount} heavy atoms, and {MostBinderAtoms} are the most that can be.");
        }
        return molecule.Weight > 0
            ? new(chain.Number, molecule.Weight)
            : throw FoldException.BadInput($"The affinity of chain {chain.Id} is asked for, and the weight of {molecule.Code} is not known. Give its formula_weight.");
    }
}
