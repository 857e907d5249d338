using System.Numerics;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>A molecule from its definition in the dictionary's columns; hydrogens are left out.</summary>
internal sealed class ComponentDefinition
{
    /// <summary>More atoms no component has, and more would not fit into a record.</summary>
    public const int MostAtoms = ushort.MaxValue;

    private readonly string _file;
    private readonly ComponentColumns _atoms;
    private readonly ComponentColumns _bonds;
    private readonly List<int> _heavy = [];
    private readonly Dictionary<string, int> _numbers = [];

    private ComponentDefinition(CifFile block, string file)
    {
        _file = file;
        _atoms = new(block.Find("_chem_comp_atom"), file);
        _bonds = new(block.Find("_chem_comp_bond"), file);
        for (int row = 0; row < _atoms.Rows; row++)
        {
            bool isHeavy = !IsHydrogen(_atoms.Text(row, "type_symbol"));
            string name = _atoms.Text(row, "atom_id");
            if (!_numbers.TryAdd(name, isHeavy ? _heavy.Count : -1))
                throw _atoms.Bad(row, $"the atom {name} is there twice.");
            if (isHeavy)
                _heavy.Add(row);
        }
    }

    public static bool IsHydrogen(string element) =>
        element.Equals("H", StringComparison.OrdinalIgnoreCase) || element.Equals("D", StringComparison.OrdinalIgnoreCase);

    /// <param name="block">of the file</param>
    /// <param name="file">how messages call it</param>
    /// <exception cref="InvalidDataException">it is no molecule, or not all of it is there; with file and line</exception>
    public static Molecule Read(ComponentBlock block, string file)
    {
        int line = block.LinesBefore + 1;
        if (block.Text is null)
            throw new InvalidDataException($"{file}, line {line}: this block is longer than {ComponentBlocks.LongestBlock:N0} letters.");
        return Read(CifFile.Read(new StringReader(block.Text), file, block.LinesBefore), file, line);
    }

    private static Molecule Read(CifFile block, string file, int line)
    {
        var component = new ComponentColumns(block.Find("_chem_comp"), file);
        if (component.Rows != 1)
            throw new InvalidDataException($"{file}, line {line}: this block defines {component.Rows} components, not one.");
        return new ComponentDefinition(block, file).Molecule(component, line);
    }

    private Molecule Molecule(ComponentColumns component, int line)
    {
        if (_heavy.Count is 0 or > MostAtoms)
            throw new InvalidDataException($"{_file}, line {line}: the component has {_heavy.Count:N0} atoms beside hydrogen.");
        string code = component.Text(0, "id");
        double weight = component.Number(0, "formula_weight") ?? 0;
        var ideal = Places("pdbx_model_Cartn_", "_ideal", out int without);
        var places = ideal ?? Places("model_Cartn_", "", out _)
            ?? throw _atoms.Bad(without, $"{_atoms.Text(without, "atom_id")} has no ideal coordinates, and not all atoms have coordinates of a model.");
        MoleculeBond[] bonds = [.. Bonds()];
        return new(code, component.Find(0, "name") ?? code, component.Find(0, "type") ?? "", component.Find(0, "formula") ?? "", weight,
            Atoms(new(places, bonds)), [places])
        {
            Bonds = bonds,
            HasModelCoordinates = ideal is null,
        };
    }

    // null if not all atoms have them; then the row of one that has not
    private Vector3[]? Places(string before, string after, out int without)
    {
        var places = new Vector3[_heavy.Count];
        for (int atom = 0; atom < places.Length; atom++)
        {
            without = _heavy[atom];
            var (x, y, z) = (_atoms.Number(without, $"{before}x{after}"), _atoms.Number(without, $"{before}y{after}"), _atoms.Number(without, $"{before}z{after}"));
            if (x is null || y is null || z is null)
                return null;
            places[atom] = new((float)x, (float)y, (float)z);
        }
        without = -1;
        return places;
    }

    private MoleculeAtom[] Atoms(Neighbours neighbours)
    {
        var atoms = new MoleculeAtom[_heavy.Count];
        for (int atom = 0; atom < atoms.Length; atom++)
        {
            int row = _heavy[atom];
            bool isStereocentre = _atoms.Find(row, "pdbx_stereo_config") is "R" or "S";
            atoms[atom] = new(_atoms.Text(row, "atom_id"), Element(row), Charge(row), _atoms.Find(row, "pdbx_leaving_atom_flag") == "Y")
            {
                Chirality = isStereocentre ? neighbours.Around(atom) : Chirality.Unspecified,
            };
        }
        return atoms;
    }

    private int Element(int row) => Elements.Find(_atoms.Text(row, "type_symbol"))
        ?? throw _atoms.Bad(row, $"{_atoms.Text(row, "atom_id")} is of the element {_atoms.Text(row, "type_symbol")}, which there is not.");

    private int Charge(int row)
    {
        double charge = _atoms.Number(row, "charge") ?? 0;
        return double.IsInteger(charge) && Math.Abs(charge) <= sbyte.MaxValue ? (int)charge : throw _atoms.Bad(row, $"{charge} is no charge of an atom.");
    }

    private IEnumerable<MoleculeBond> Bonds()
    {
        for (int row = 0; row < _bonds.Rows; row++)
        {
            var (first, second) = (Atom(row, "atom_id_1"), Atom(row, "atom_id_2"));
            if (first >= 0 && second >= 0)
                yield return new(first, second, Type(row));
        }
    }

    // -1 for hydrogen
    private int Atom(int row, string column) => _numbers.TryGetValue(_bonds.Text(row, column), out int atom)
        ? atom
        : throw _bonds.Bad(row, $"a bond of {_bonds.Text(row, column)}, which is no atom of the component.");

    private BondType Type(int row) => _bonds.Find(row, "pdbx_aromatic_flag") == "Y"
        ? BondType.Aromatic
        : _bonds.Find(row, "value_order")?.ToUpperInvariant() switch
        {
            "SING" => BondType.SingleBond,
            "DOUB" => BondType.DoubleBond,
            "TRIP" => BondType.TripleBond,
            _ => BondType.Other,
        };
}
