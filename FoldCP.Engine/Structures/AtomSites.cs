using System.Globalization;
using System.Numerics;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Structures;

/// <summary>An atom as a structure file has it.</summary>
internal sealed record AtomSite(
    string Chain, string Entity, int? SequenceNumber, string Component, string Atom, Vector3 Position, float BFactor);

/// <summary>The heavy atoms of a file's first model; of alternatives the first.</summary>
internal static class AtomSites
{
    private static readonly string[] Columns =
        ["label_asym_id", "label_entity_id", "label_seq_id", "label_comp_id", "label_atom_id", "Cartn_x", "Cartn_y", "Cartn_z"];

    public static IEnumerable<AtomSite> Of(CifFile file)
    {
        var table = file.Table("_atom_site");
        int[] columns = Array.ConvertAll(Columns, table.Column);
        int element = table.Column("type_symbol");
        var seen = new HashSet<(string, int?, string)>();
        var components = new Dictionary<(string, int?), string>();
        string? model = table.Rows > 0 ? table.Find(0, "pdbx_PDB_model_num") : null;
        for (int row = 0; row < table.Rows; row++)
        {
            if (table[row, element] is "H" or "D" || table.Find(row, "pdbx_PDB_model_num") != model)
                continue;
            var site = Site(table, row, columns);
            components.TryAdd((site.Chain, site.SequenceNumber), site.Component);
            bool isAlternative = site.SequenceNumber is not null
                && (components[(site.Chain, site.SequenceNumber)] != site.Component || !seen.Add((site.Chain, site.SequenceNumber, site.Atom)));
            if (!isAlternative)
                yield return site;
        }
    }

    private static AtomSite Site(CifTable table, int row, int[] columns)
    {
        string Need(int column) => table[row, columns[column]] ?? throw new InvalidDataException($"_atom_site, row {row + 1}: {table.Columns[columns[column]]} has no value.");
        float Number(int column) => Parsed(Need(column), row);
        int? sequence = table[row, columns[2]] is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
        float bFactor = table.Find(row, "B_iso_or_equiv") is { } b ? Parsed(b, row) : 0;
        return new(Need(0), Need(1), sequence, Need(3), Need(4), new(Number(5), Number(6), Number(7)), bFactor);
    }

    private static float Parsed(string text, int row) => float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out float number)
        ? number : throw new InvalidDataException($"_atom_site, row {row + 1}: '{text}' is no number.");
}
