using System.Globalization;
using System.Numerics;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Chemistry;

/// <summary>Components by their code.</summary>
public sealed class MoleculeLibrary
{
    private static readonly Lazy<MoleculeLibrary> Acids = new(() => Embedded("amino_acids.cif"));
    private static readonly Lazy<MoleculeLibrary> All = new(MakeBuiltIn);
    private readonly Dictionary<string, Molecule> molecules;

    public MoleculeLibrary(IEnumerable<Molecule> molecules) => this.molecules = molecules.ToDictionary(molecule => molecule.Code);

    /// <summary>The 20 amino acids and UNK, from the Chemical Component Dictionary.</summary>
    public static MoleculeLibrary AminoAcids => Acids.Value;

    /// <summary>These with nucleotides, modified residues, ligands and ions that are met often.</summary>
    public static MoleculeLibrary BuiltIn => All.Value;

    public IEnumerable<Molecule> Molecules => molecules.Values;

    /// <returns>null if there is no such component</returns>
    public Molecule? Find(string code) => molecules.GetValueOrDefault(code);

    /// <exception cref="InvalidDataException">there is no such component</exception>
    public Molecule this[string code] =>
        molecules.TryGetValue(code, out var found) ? found : throw new InvalidDataException($"The component {code} is not known.");

    /// <summary>Reads definitions in the dictionary's columns; hydrogens are left out.</summary>
    /// <exception cref="InvalidDataException">a definition is not complete</exception>
    public static MoleculeLibrary Read(CifFile file)
    {
        var components = file.Table("_chem_comp");
        var atoms = file.Table("_chem_comp_atom");
        var rows = Enumerable.Range(0, atoms.Rows).ToLookup(row => atoms.Find(row, "comp_id"));
        var bonds = Bonds(file);
        return new(Enumerable.Range(0, components.Rows).Select(row => Component(components, row, atoms, rows[components.Find(row, "id")], bonds)));
    }

    // The dictionary's unknown nucleotides are not at hand: they are what all nucleotides have in common.
    private static MoleculeLibrary MakeBuiltIn()
    {
        var components = Embedded("components.cif");
        return new(
        [
            .. Acids.Value.Molecules, .. components.Molecules,
            components["A"].Only(StandardResidue.Unknown(ChainKind.Rna)), components["DA"].Only(StandardResidue.Unknown(ChainKind.Dna)),
        ]);
    }

    private static MoleculeLibrary Embedded(string name)
    {
        using var resource = typeof(MoleculeLibrary).Assembly.GetManifestResourceStream(typeof(MoleculeLibrary), name)
            ?? throw new InvalidOperationException($"{name} is not embedded in this assembly.");
        using var text = new StreamReader(resource);
        return Read(CifFile.Read(text, name));
    }

    private static Molecule Component(CifTable components, int row, CifTable atoms, IEnumerable<int> rows, ILookup<string, (string First, string Second, BondType Type)> bonds)
    {
        string Need(string column) => components.Find(row, column) ?? throw new InvalidDataException($"A component has no {column}.");
        int[] heavy = [.. rows.Where(at => atoms.Find(at, "type_symbol") is not ("H" or "D"))];
        var molecule = new Molecule(Need("id"), Need("name"), Need("type"), Need("formula"), Number(Need("formula_weight")),
            [.. heavy.Select(at => Atom(atoms, at))], [[.. heavy.Select(at => Place(atoms, at))]]);
        var names = molecule.Atoms.Select(atom => atom.Name).ToHashSet();
        return molecule with
        {
            Bonds = [.. bonds[molecule.Code].Where(bond => names.Contains(bond.First) && names.Contains(bond.Second))
                .Select(bond => new MoleculeBond(molecule.IndexOf(bond.First), molecule.IndexOf(bond.Second), bond.Type))],
        };
    }

    private static ILookup<string, (string First, string Second, BondType Type)> Bonds(CifFile file)
    {
        var table = file.Find("_chem_comp_bond");
        return Enumerable.Range(0, table?.Rows ?? 0).ToLookup(
            row => Cell(table!, row, "comp_id"),
            row => (Cell(table!, row, "atom_id_1"), Cell(table!, row, "atom_id_2"), Type(table!, row)));
    }

    private static BondType Type(CifTable bonds, int row) => bonds.Find(row, "pdbx_aromatic_flag") == "Y"
        ? BondType.Aromatic
        : bonds.Find(row, "value_order")?.ToUpperInvariant() switch
        {
            "SING" => BondType.SingleBond,
            "DOUB" => BondType.DoubleBond,
            "TRIP" => BondType.TripleBond,
            _ => BondType.Other,
        };

    private static MoleculeAtom Atom(CifTable atoms, int row) => new(
        Cell(atoms, row, "atom_id"),
        Elements.Number(Cell(atoms, row, "type_symbol")),
        (int)Number(atoms.Find(row, "charge") ?? "0"),
        atoms.Find(row, "pdbx_leaving_atom_flag") == "Y");

    private static Vector3 Place(CifTable atoms, int row)
    {
        float Along(char axis) => (float)Number(Cell(atoms, row, $"pdbx_model_Cartn_{axis}_ideal"));
        return new(Along('x'), Along('y'), Along('z'));
    }

    private static string Cell(CifTable table, int row, string column) =>
        table[row, table.Column(column)] ?? throw new InvalidDataException($"{table.Category}, row {row + 1}: {column} has no value.");

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
