using FoldCP.Engine.Input;

namespace FoldCP.Engine.Alignments;

/// <summary>
/// Reads alignments that stand in an input. Rows are kept as they are, also those that are alike: who pairs chains by hand counts on
/// their places.
/// </summary>
internal static class AlignmentText
{
    /// <param name="texts">paired and unpaired rows, each with the protein itself first</param>
    /// <param name="name">how messages call it</param>
    /// <param name="species">the complex's</param>
    /// <param name="mostRows">how many rows to keep at most</param>
    public static Alignment Read(AlignmentTexts texts, string name, SpeciesNumbers species, int mostRows = Alignment.MostRows)
    {
        var (paired, unpaired) = (Records(texts.Paired, name), Records(texts.Unpaired, name));
        var first = (unpaired.FirstOrDefault() ?? paired.FirstOrDefault()) ?? throw FoldException.BadInput($"{name} has no sequences.");
        var query = Row(first, null, null, name);
        AlignmentRow Next(FastaRecord record, int? taxonomy) => Row(record, taxonomy, query.Tokens.Length, name);
        AlignmentRow[] rows =
        [
            query,
            .. paired.Skip(1).Select(record => Next(record, species.Of(record.Header))),
            .. unpaired.Skip(1).Select(record => Next(record, null)),
        ];
        return new([.. rows.Take(mostRows)]);
    }

    private static List<FastaRecord> Records(string text, string name)
    {
        using var reader = new StringReader(text);
        return [.. FastaRecord.ReadAll(reader, name)];
    }

    private static AlignmentRow Row(FastaRecord record, int? taxonomy, int? length, string name) =>
        AlignmentFile.Row(record.Text, taxonomy, length, name, record.Line + 1);
}
