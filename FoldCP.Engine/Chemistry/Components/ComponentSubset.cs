using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>Writes components as the dictionary defines them, but only what is read of them: values unchanged, without hydrogens.</summary>
internal sealed class ComponentSubset
{
    private const string AtomColumns = "comp_id atom_id type_symbol charge pdbx_leaving_atom_flag pdbx_stereo_config";
    private const string Ideal = "pdbx_model_Cartn_x_ideal pdbx_model_Cartn_y_ideal pdbx_model_Cartn_z_ideal";
    private const string OfModel = "model_Cartn_x model_Cartn_y model_Cartn_z";
    private const string BondColumns = "comp_id atom_id_1 atom_id_2 value_order pdbx_aromatic_flag";

    private readonly Dictionary<string, (CifFile Block, bool OfModel)> _found = [];

    /// <summary>Takes what is wanted of a file and was in no earlier one.</summary>
    /// <exception cref="InvalidDataException">one of them cannot be read</exception>
    public void Take(ComponentFile file, IReadOnlySet<string> wanted)
    {
        foreach (var block in file.Blocks().Where(block => wanted.Contains(block.Code) && !_found.ContainsKey(block.Code)))
        {
            var molecule = ComponentDefinition.Read(block, file.Name);
            _found.Add(block.Code, (CifFile.Read(new StringReader(block.Text!), file.Name, block.LinesBefore), molecule.HasModelCoordinates));
        }
    }

    public bool Has(string code) => _found.ContainsKey(code);

    public void Write(TextWriter text, IEnumerable<string> codes)
    {
        var file = new CifWriter(text);
        file.Comment("Components of the Chemical Component Dictionary of the wwPDB, CC0 1.0: a subset of components, categories, columns and atoms,");
        file.Comment("values unchanged. Made by: foldcp ccd subset");
        foreach (string code in codes)
            Write(file, code);
    }

    private void Write(CifWriter file, string code)
    {
        var (block, ofModel) = _found[code];
        var component = block.Table("_chem_comp");
        var hydrogens = block.Table("_chem_comp_atom") is var atoms
            ? Rows(atoms, _ => true, "atom_id type_symbol").Where(row => ComponentDefinition.IsHydrogen(row[1]!)).Select(row => row[0]).ToHashSet()
            : [];
        file.Block(code);
        file.Items("_chem_comp", [.. "id name type formula formula_weight".Split(' ').Select(name => (name, component.Find(0, name)))]);
        Loop(file, atoms, $"{AtomColumns} {(ofModel ? OfModel : Ideal)}", row => !hydrogens.Contains(atoms.Find(row, "atom_id")));
        if (block.Find("_chem_comp_bond") is { } bonds)
            Loop(file, bonds, BondColumns, row => !hydrogens.Contains(bonds.Find(row, "atom_id_1")) && !hydrogens.Contains(bonds.Find(row, "atom_id_2")));
    }

    private static void Loop(CifWriter file, CifTable table, string columns, Func<int, bool> kept) =>
        file.Loop(table.Category, columns, Rows(table, kept, columns));

    private static IEnumerable<string?[]> Rows(CifTable table, Func<int, bool> kept, string columns) =>
        Enumerable.Range(0, table.Rows).Where(kept).Select(row => Array.ConvertAll(columns.Split(' '), column => table.Find(row, column)));
}
