using System.Globalization;
using System.Numerics;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>An atom as an mmCIF file has it.</summary>
/// <param name="Chain">label_asym_id</param>
/// <param name="Entity">label_entity_id</param>
/// <param name="Sequence">the residue's number in its chain, from 1; 0 for what is no polymer</param>
/// <param name="Component">such as ALA</param>
/// <param name="Name">such as CA</param>
/// <param name="Element">the element's symbol</param>
/// <param name="Position">Å</param>
/// <param name="BFactor">for a computed model, pLDDT from 0 to 100</param>
public sealed record AtomSite(
    string Chain, string Entity, int Sequence, string Component, string Name, string Element, Vector3 Position, float BFactor)
{
    /// <summary>Reads the atoms of a file in their order; of several models, the first.</summary>
    /// <exception cref="InvalidDataException">a column is missing, or a cell is not what it should be</exception>
    public static IEnumerable<AtomSite> Of(CifFile file)
    {
        var sites = file.Table("_atom_site");
        var columns = new Columns(sites);
        string? first = sites.Rows > 0 ? sites.Find(0, "pdbx_PDB_model_num") : null;
        for (int row = 0; row < sites.Rows; row++)
        {
            if (sites.Find(row, "pdbx_PDB_model_num") == first)
                yield return columns.Atom(row);
        }
    }

    private sealed class Columns(CifTable sites)
    {
        private readonly int chain = sites.Column("label_asym_id");
        private readonly int entity = sites.Column("label_entity_id");
        private readonly int sequence = sites.Column("label_seq_id");
        private readonly int component = sites.Column("label_comp_id");
        private readonly int name = sites.Column("label_atom_id");
        private readonly int element = sites.Column("type_symbol");
        private readonly int x = sites.Column("Cartn_x");
        private readonly int y = sites.Column("Cartn_y");
        private readonly int z = sites.Column("Cartn_z");
        private readonly int b = sites.Column("B_iso_or_equiv");

        public AtomSite Atom(int row) => new(
            Text(row, chain), Text(row, entity), (int)(sites[row, sequence] is null ? 0 : Number(row, sequence)),
            Text(row, component), Text(row, name), Text(row, element),
            new(Number(row, x), Number(row, y), Number(row, z)), sites[row, b] is null ? 0 : Number(row, b));

        private string Text(int row, int column) => sites[row, column] ?? throw Bad(row, column, "no value");

        private float Number(int row, int column) =>
            float.TryParse(sites[row, column], NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
                ? number
                : throw Bad(row, column, $"{sites[row, column] ?? "no value"}, which is no number");

        private InvalidDataException Bad(int row, int column, string what) => new($"_atom_site, row {row + 1}: {sites.Columns[column]} has {what}.");
    }
}
