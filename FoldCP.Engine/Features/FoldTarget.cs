using FoldCP.Engine.Alignments;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>All that features are made of: molecules with numbered atoms, their alignments, and what is asked of the structure.</summary>
public sealed record FoldTarget(string Name, Structure Structure)
{
    /// <summary>By chain number; chains that are not named have none.</summary>
    public IReadOnlyDictionary<int, Alignment> Alignments { get; init; } = new Dictionary<int, Alignment>();

    public IReadOnlyList<Pocket> Pockets { get; init; } = [];

    public IReadOnlyList<Contact> Contacts { get; init; } = [];

    public IReadOnlyList<Template> Templates { get; init; } = [];

    /// <summary>The experiment whose structures are to be imitated.</summary>
    public Method Method { get; init; } = Method.XRayDiffraction;

    /// <summary>What people call the chains, by chain number; those that are not named have no label.</summary>
    public IReadOnlyDictionary<int, MoleculeLabel> Labels { get; init; } = new Dictionary<int, MoleculeLabel>();

    /// <summary>The ligand whose affinity is asked for.</summary>
    public AffinityLigand? Affinity { get; init; }

    /// <summary>
    /// Alignments that are of another sequence than their chain's, in the user's words. The reference goes on with the chain alone
    /// there, and so do the features: who takes inputs from users refuses it.
    /// </summary>
    public IEnumerable<string> Misfits => Structure.Chains
        .Select(chain => Alignments.TryGetValue(chain.Number, out var alignment) ? AlignmentTable.Misfit(chain, alignment) : null).OfType<string>();
}

/// <summary>A place in a chain: a residue's index in it, or for ligands an atom's number among all.</summary>
public readonly record struct Site(int Chain, int Place);

/// <summary>Sites that a chain is to bind to.</summary>
public sealed record Pocket(int Binder, IReadOnlyList<Site> Sites, double MaxDistance, bool Force);

/// <summary>Two sites that are to be near each other.</summary>
public sealed record Contact(Site First, Site Second, double MaxDistance, bool Force);

/// <param name="Chain">the ligand's number</param>
/// <param name="Weight">Da</param>
public sealed record AffinityLigand(int Chain, double Weight);

/// <summary>A known structure and which stretches of it lie over which of the chains.</summary>
public sealed record Template(string Name, Structure Structure, IReadOnlyList<TemplateStretch> Stretches, bool Force, double Threshold);

/// <summary>A stretch of a chain and of a template that lie over each other without gaps; residues from 0, the ends not included.</summary>
/// <param name="Chain">by its id</param>
/// <param name="Start">the first residue</param>
/// <param name="End">after the last</param>
/// <param name="TemplateChain">by its id</param>
/// <param name="TemplateStart">the first residue</param>
/// <param name="TemplateEnd">after the last</param>
/// <param name="IsWhole">whether only these residues are used, or all that lie over each other if the stretch is continued</param>
public sealed record TemplateStretch(string Chain, int Start, int End, string TemplateChain, int TemplateStart, int TemplateEnd, bool IsWhole = false);
