using FoldCP.Engine.Chemistry.Components;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Chemistry;

/// <summary>Components by their code: some of its own, then those that lie outside, then those of another library.</summary>
public sealed class MoleculeLibrary
{
    private static readonly Lazy<MoleculeLibrary> All = new(MakeBuiltIn);
    private static readonly Lazy<MoleculeLibrary> Acids = new(() => new(AminoAcid.All.Select(acid => All.Value[acid.Code])));
    private static readonly Lazy<MoleculeLibrary> Here = new(MakeInstalled, LazyThreadSafetyMode.PublicationOnly);

    private readonly Dictionary<string, Molecule> molecules;
    private readonly IMoleculeSource? outside;
    private readonly MoleculeLibrary? behind;

    public MoleculeLibrary(IEnumerable<Molecule> molecules) : this(molecules, null, null)
    {
    }

    internal MoleculeLibrary(IEnumerable<Molecule> molecules, IMoleculeSource? outside, MoleculeLibrary? behind) =>
        (this.molecules, this.outside, this.behind) = (molecules.ToDictionary(molecule => molecule.Code), outside, behind);

    /// <summary>The 20 amino acids and UNK, from the Chemical Component Dictionary.</summary>
    public static MoleculeLibrary AminoAcids => Acids.Value;

    /// <summary>These with nucleotides, modified residues, ligands and ions that are met often.</summary>
    public static MoleculeLibrary BuiltIn => All.Value;

    /// <summary>What this machine knows: molecules of Boltz if any are named, the imported dictionary, and what is built in.</summary>
    /// <exception cref="FoldException">what was imported is damaged, or of another version; what is named cannot be used</exception>
    public static MoleculeLibrary Installed => Here.Value;

    /// <summary>This library, with other components before its own.</summary>
    public MoleculeLibrary With(IEnumerable<Molecule> molecules) => new(molecules, null, behind: this);

    /// <summary>Those of its own.</summary>
    public IEnumerable<Molecule> Molecules => molecules.Values;

    /// <returns>null if there is no such component</returns>
    /// <exception cref="FoldException">what lies outside is damaged</exception>
    public Molecule? Find(string code) => molecules.GetValueOrDefault(code) ?? outside?.Find(code) ?? behind?.Find(code);

    /// <summary>What to say to a user whose component no library has.</summary>
    internal static FoldException NotKnown(string code) =>
        FoldException.BadInput($"The component {code} is not known here. Check its code, or import the Chemical Component Dictionary: foldcp ccd import FILE");

    /// <exception cref="InvalidDataException">there is no such component</exception>
    public Molecule this[string code] => Find(code) ?? throw new InvalidDataException($"The component {code} is not known.");

    /// <summary>Reads definitions as the dictionary has them, a block for each; hydrogens are left out.</summary>
    /// <param name="text">the file's text</param>
    /// <param name="name">how messages call it</param>
    /// <exception cref="InvalidDataException">a definition is not complete</exception>
    public static MoleculeLibrary Read(TextReader text, string name) => new(Definitions(text, name));

    /// <inheritdoc cref="Read"/>
    internal static IEnumerable<Molecule> Definitions(TextReader text, string name) =>
        new ComponentBlocks(text).Read().Select(block => ComponentDefinition.Read(block, name));

    private static MoleculeLibrary MakeInstalled()
    {
        var dictionary = new MoleculeLibrary([], ComponentCache.Usual().Open(), BuiltIn);
        return BoltzMolecules.Named() is { } named ? new([], named, dictionary) : dictionary;
    }

    // The dictionary's unknown nucleotides are not at hand: they are what all nucleotides have in common.
    private static MoleculeLibrary MakeBuiltIn()
    {
        var components = Embedded("components.cif");
        return new(
        [
            .. components.Molecules,
            components["A"].Only(StandardResidue.Unknown(ChainKind.Rna)), components["DA"].Only(StandardResidue.Unknown(ChainKind.Dna)),
        ]);
    }

    private static MoleculeLibrary Embedded(string name)
    {
        using var resource = typeof(MoleculeLibrary).Assembly.GetManifestResourceStream(typeof(MoleculeLibrary), name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this assembly.");
        using var text = new StreamReader(resource);
        return Read(text, name);
    }
}
