using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>What a user asks to be folded, whichever format it was written in. Residues are counted from 1 here, as users do.</summary>
/// <param name="Name">as the results are called</param>
/// <param name="Molecules">each with its copies; the chains are numbered in this order</param>
public sealed record FoldInput(string Name, IReadOnlyList<MoleculeInput> Molecules)
{
    public IReadOnlyList<BondInput> Bonds { get; init; } = [];

    public IReadOnlyList<PocketInput> Pockets { get; init; } = [];

    public IReadOnlyList<ContactInput> Contacts { get; init; } = [];

    public IReadOnlyList<TemplateInput> Templates { get; init; } = [];

    public IReadOnlyList<MappedTemplateInput> MappedTemplates { get; init; } = [];

    /// <summary>Components that the input defines itself; they come before those of the dictionary with the same code.</summary>
    public IReadOnlyList<Molecule> Components { get; init; } = [];

    /// <summary>The ligand chain whose affinity is asked for; null: none.</summary>
    public string? AffinityBinder { get; init; }

    /// <summary>Seeds that the input asks for, each a fold of its own; empty: it leaves that open.</summary>
    public IReadOnlyList<long> Seeds { get; init; } = [];

    /// <summary>The proteins for which no alignment was given, nor said that there is none: chains by their first id.</summary>
    public IEnumerable<string> WithoutAlignment => Molecules.OfType<PolymerInput>()
        .Where(polymer => polymer is { Kind: ChainKind.Protein, AlignmentFile: null, AlignmentTexts: null, SingleSequence: false })
        .Select(polymer => polymer.Ids[0]);

    /// <summary>Alignments and templates that the input names, each once.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The same, with proteins that have no alignment folded without one.</summary>
    public FoldInput Alone() => this with
    {
        Molecules = [.. Molecules.Select(molecule => molecule is PolymerInput { AlignmentFile: null, AlignmentTexts: null } polymer ? polymer with { SingleSequence = true } : molecule)],
    };

    /// <summary>What was read and means nothing to this network, in the user's words.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One molecule in one or more copies, each with a chain id of its own.</summary>
public abstract record MoleculeInput(IReadOnlyList<string> Ids)
{
    /// <summary>What people call it; null: nobody told.</summary>
    public MoleculeLabel? Label { get; init; }
}

/// <summary>What people call a molecule.</summary>
/// <param name="Name">its name</param>
/// <param name="Accession">where its sequence comes from, such as a UniProt accession</param>
public sealed record MoleculeLabel(string? Name, string? Accession)
{
    /// <summary>Its name, or else its accession.</summary>
    public string? Shown => Name ?? Accession;
}

/// <summary>A protein, DNA or RNA.</summary>
public sealed record PolymerInput(IReadOnlyList<string> Ids, ChainKind Kind, string Sequence) : MoleculeInput(Ids)
{
    public IReadOnlyList<ModificationInput> Modifications { get; init; } = [];

    /// <summary>Whether the last residue is bound to the first.</summary>
    public bool IsCyclic { get; init; }

    /// <summary>The path of an alignment; null: none was named.</summary>
    public string? AlignmentFile { get; init; }

    /// <summary>An alignment that stands in the input itself; null: none does.</summary>
    public AlignmentTexts? AlignmentTexts { get; init; }

    /// <summary>Whether the user says that there is to be no alignment.</summary>
    public bool SingleSequence { get; init; }
}

/// <summary>Alignments in a3m's letters, each with the protein itself first, or empty.</summary>
/// <param name="Unpaired">rows that stand beside the rows of the same number of other chains</param>
/// <param name="Paired">rows that stand beside rows of the same species, which their UniProt entry names tell</param>
public sealed record AlignmentTexts(string Unpaired, string Paired);

/// <summary>A residue that is another component than its letter says.</summary>
public sealed record ModificationInput(int Position, string Code);

/// <summary>A ligand of components of the Chemical Component Dictionary, several where they are bound to each other.</summary>
public sealed record ComponentInput(IReadOnlyList<string> Ids, IReadOnlyList<string> Codes) : MoleculeInput(Ids);

/// <summary>A ligand by its SMILES string.</summary>
public sealed record SmilesInput(IReadOnlyList<string> Ids, string Smiles) : MoleculeInput(Ids);

/// <summary>An atom of a chain.</summary>
public sealed record AtomInput(string Chain, int Residue, string Atom);

/// <summary>A covalent bond beyond those that residues have anyway.</summary>
public sealed record BondInput(AtomInput First, AtomInput Second);

/// <summary>A residue of a polymer, or an atom of a ligand's first component.</summary>
/// <param name="Chain">its id</param>
/// <param name="Residue">null for ligands</param>
/// <param name="Atom">null for polymers</param>
public sealed record SiteInput(string Chain, int? Residue, string? Atom);

/// <summary>Where a chain is to bind.</summary>
/// <param name="Binder">the chain's id</param>
/// <param name="Sites">what it is to be near to</param>
/// <param name="MaxDistance">Å</param>
/// <param name="Force">whether sampling is to be steered as well</param>
public sealed record PocketInput(string Binder, IReadOnlyList<SiteInput> Sites, double MaxDistance, bool Force);

/// <summary>Two sites that are to be near each other.</summary>
/// <param name="First">one of them</param>
/// <param name="Second">the other</param>
/// <param name="MaxDistance">Å</param>
/// <param name="Force">whether sampling is to be steered as well</param>
public sealed record ContactInput(SiteInput First, SiteInput Second, double MaxDistance, bool Force);

/// <summary>A known structure to lean on.</summary>
/// <param name="File">mmCIF, or PDB</param>
/// <param name="IsPdb">which of the two</param>
/// <param name="Chains">the chains that it is for; null: all proteins</param>
/// <param name="TemplateChains">its chains to use; null: all its proteins</param>
/// <param name="Force">whether sampling is to be steered towards it</param>
/// <param name="Threshold">how far from it a steered structure may be, Å</param>
public sealed record TemplateInput(
    string File, bool IsPdb, IReadOnlyList<string>? Chains, IReadOnlyList<string>? TemplateChains, bool Force, double Threshold);

/// <summary>A known protein chain to lean on, with the residues that lie over each other. Each copy leans on it for itself.</summary>
/// <param name="Name">for messages</param>
/// <param name="Mmcif">the structure's text, with this one protein</param>
/// <param name="Chains">the copies that it is for</param>
/// <param name="Pairs">residues of the chain and of the template's whole sequence, both from 0</param>
public sealed record MappedTemplateInput(string Name, string Mmcif, IReadOnlyList<string> Chains, IReadOnlyList<(int Residue, int InTemplate)> Pairs);
