using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Sequences;

namespace FoldCP.Jobs.Imports;

/// <summary>An import as read from its files: what a preview shows and a campaign gets.</summary>
internal sealed record ReadImport(ComplexSet ComplexSet, IReadOnlyList<FileReading> SequenceFiles, SequenceSearch Sequences)
{
    /// <summary>Makes the complexes with their members and sequences.</summary>
    /// <param name="campaignId">whose they are</param>
    /// <param name="storedAs">the id under which a brought sequence is stored</param>
    public List<Complex> Build(Guid campaignId, Func<Guid, Guid> storedAs)
        => [.. ComplexSet.Complexes.Select(x => Build(x, campaignId, storedAs))];

    public ImportPreview Preview()
    {
        var complexes = Build(Guid.Empty, id => id);
        return new ImportPreview
        {
            ComplexSet = ComplexSet.Reading,
            SequenceFiles = SequenceFiles,
            FirstRows = [.. complexes.Take(ImportPreview.FirstRowCount).Select(ComplexAsRead.Of)],
            Totals = ImportSums.TotalsOf(complexes),
            Missing = ImportSums.MissingIn(complexes),
            Largest = [.. complexes.Where(x => x.Tokens > 0).OrderByDescending(x => x.Tokens).Take(ImportPreview.LargestCount).Select(ComplexAsRead.Of)],
        };
    }

    private Complex Build(ComplexRecord record, Guid campaignId, Func<Guid, Guid> storedAs)
    {
        var complex = new Complex(campaignId, record.ExternalId, record.Name, record.Line) { Organism = record.Organism };
        foreach (string warning in record.Warnings)
            complex.Warn(warning);
        foreach (var member in record.Members)
            complex.Add(member.Accession, member.Kind, member.Copies, member.CopiesSource, member.Name);
        complex.Resolve(Sequences.Find, storedAs);
        return complex;
    }
}
