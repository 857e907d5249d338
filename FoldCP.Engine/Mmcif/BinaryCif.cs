using System.Globalization;

namespace FoldCP.Engine.Mmcif;

/// <summary>
/// Writes a CIF file as BinaryCIF 0.3: column by column, each in the shortest form, with the very digits of the text
/// (https://github.com/molstar/BinaryCIF/blob/master/encoding.md).
/// </summary>
public static class BinaryCif
{
    private const int MostDigits = 6;

    // Columns that the dictionary has as whole numbers, and those with digits behind a point; all others are texts, whatever they look like.
    private static readonly HashSet<string> Whole =
    [
        "_atom_site.id", "_atom_site.label_seq_id", "_atom_site.auth_seq_id", "_atom_site.pdbx_PDB_model_num", "_entity_poly_seq.num",
        "_pdbx_poly_seq_scheme.seq_id", "_ma_qa_metric_local.ordinal_id", "_ma_qa_metric_local.model_id", "_ma_qa_metric_local.label_seq_id",
        "_ma_qa_metric_local.metric_id", "_entity.pdbx_number_of_molecules",
    ];

    private static readonly HashSet<string> Measured =
    [
        "_atom_site.Cartn_x", "_atom_site.Cartn_y", "_atom_site.Cartn_z", "_atom_site.occupancy", "_atom_site.B_iso_or_equiv",
        "_ma_qa_metric_local.metric_value", "_ma_qa_metric_global.metric_value", "_chem_comp.formula_weight", "_entity.formula_weight",
    ];

    public static void Write(Stream file, CifFile content)
    {
        var pack = new MessagePackWriter(file);
        pack.Map(3);
        Put(pack, "version", "0.3.0");
        Put(pack, "encoder", "FoldCP");
        pack.Text("dataBlocks");
        pack.Array(1);
        pack.Map(2);
        Put(pack, "header", content.Block);
        pack.Text("categories");
        pack.Array(content.Tables.Count);
        foreach (var table in content.Tables)
            Category(pack, table);
    }

    private static void Category(MessagePackWriter pack, CifTable table)
    {
        pack.Map(3);
        Put(pack, "name", table.Category);
        pack.Text("rowCount");
        pack.Number(table.Rows);
        pack.Text("columns");
        pack.Array(table.Columns.Count);
        for (int column = 0; column < table.Columns.Count; column++)
            Column(pack, table, column);
    }

    private static void Column(MessagePackWriter pack, CifTable table, int column)
    {
        string?[] cells = [.. Enumerable.Range(0, table.Rows).Select(row => table[row, column])];
        pack.Map(3);
        Put(pack, "name", table.Columns[column]);
        pack.Text("data");
        Data(pack, Encoded($"{table.Category}.{table.Columns[column]}", cells));
        pack.Text("mask");
        // 1 where there is no value.
        if (cells.Contains(null))
            Data(pack, BinaryData.Of(Array.ConvertAll(cells, cell => cell is null ? 1 : 0)));
        else
            pack.Nil();
    }

    private static BinaryData Encoded(string item, string?[] cells) =>
        (Whole.Contains(item) ? Scaled(cells, 0) : null)
        ?? (Measured.Contains(item) ? Scaled(cells, cells.Max(Digits)) : null)
        ?? BinaryData.Of(cells);

    // Null where a cell is no such number, or too large.
    private static BinaryData? Scaled(string?[] cells, int digits)
    {
        if (digits > MostDigits)
            return null;
        var (numbers, factor) = (new int[cells.Length], (int)Math.Pow(10, digits));
        for (int row = 0; row < cells.Length; row++)
        {
            if (cells[row] is not { } cell)
                continue;
            if (!decimal.TryParse(cell, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                || decimal.Abs(number) > int.MaxValue / factor || number * factor % 1 != 0)
            {
                return null;
            }
            numbers[row] = (int)(number * factor);
        }
        return digits == 0 ? BinaryData.Of(numbers) : BinaryData.Of(numbers, factor);
    }

    private static int Digits(string? cell) => cell?.IndexOf('.') is >= 0 and int point ? cell.Length - point - 1 : 0;

    private static void Data(MessagePackWriter pack, BinaryData data)
    {
        pack.Map(2);
        pack.Text("data");
        pack.Bytes(data.Bytes);
        pack.Text("encoding");
        BinaryStep.Write(pack, data.Steps);
    }

    private static void Put(MessagePackWriter pack, string name, string value)
    {
        pack.Text(name);
        pack.Text(value);
    }
}
