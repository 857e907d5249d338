using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Text;
using FoldCP.Jobs.Sequences;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>A kind of file that can be read, recognised by what it says and never by its name.</summary>
internal abstract record FileFormat(string Name)
{
    private static readonly ComplexFormat s_corum3 = new("CORUM 2018–4.1", CorumReader.ReadRelease3);
    private static readonly ComplexFormat s_corum5 = new("CORUM 5", CorumReader.ReadRelease5);
    private static readonly ComplexFormat s_complexTab = new("ComplexTAB", ComplexTabReader.Read);
    private static readonly SequenceFormat s_fasta = new("FASTA", FastaReader.Read);
    private static readonly SequenceFormat s_sequenceTable = new("accession and sequence", SequenceTableReader.Read);

    /// <summary>Looks at the first line that says something, and leaves it to be read.</summary>
    /// <exception cref="FileFaultException">it is none of those that can be read; says what it looks like</exception>
    public static FileFormat Of(LineReader lines)
    {
        lines.SkipBlank();
        if (!lines.TryPeek(out var first))
            throw new FileFaultException("The file has nothing but blank lines.");
        if (FastaReader.IsHeader(first))
            return s_fasta;

        var header = new TableHeader(first.Text);
        if (header.Has(CorumColumns.Release3.Id) && header.Has(CorumColumns.Release3.Accessions))
            return s_corum3;
        if (header.Has(CorumColumns.Release5.Id) && header.Has(CorumColumns.Release5.Accessions))
            return s_corum5;
        if (header.Has(ComplexTabReader.IdColumn))
            return s_complexTab;
        return SequenceTableReader.Begins(first.Text) ? s_sequenceTable : throw new FileFaultException(Unknown(first));
    }

    private static string Unknown(TextLine first)
    {
        const int shown = 80;
        string start = first.Text.Length <= shown ? first.Text : $"{first.Text.AsSpan(0, shown)}…";
        string like = first.Text.TrimStart() switch
        {
            ['{' or '[', ..] => "This looks like JSON, which is not read here.",
            ['<', ..] => "This looks like XML or HTML, which is not read here.",
            var text when !text.Contains('\t') && text.Contains(',') => "This looks like a table separated by commas; save it separated by tabulators.",
            _ => "This kind of file is not known.",
        };
        return $"{like} Line {first.Number} begins \"{start.Replace('\t', ' ')}\". Complex sets are read as CORUM or ComplexTAB tables with their header, sequences as FASTA or as accession, tabulator, sequence.";
    }
}

/// <summary>A file of complexes.</summary>
internal sealed record ComplexFormat(string Name, Func<LineReader, RowLedger, IEnumerable<ComplexRecord>> Read) : FileFormat(Name);

/// <summary>A file of sequences.</summary>
internal sealed record SequenceFormat(string Name, Func<LineReader, RowLedger, IEnumerable<SequenceRecord>> Read) : FileFormat(Name);
