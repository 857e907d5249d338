using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Formats;
using FoldCP.Jobs.Sequences;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Imports;

/// <summary>
/// Reads uploads as an import. Nothing is remembered between two readings: the same uploads give the same preview, also after a
/// restart, and an upload that is gone is a fault that says so.
/// </summary>
public sealed class ImportReading(UploadStore uploads, IDbContextFactory<FoldContext> contexts)
{
    /// <summary>What an upload is, by its first line, so that a page can put it in its place.</summary>
    public async Task<UploadKind> RecogniseAsync(Guid ownerId, Guid uploadId, CancellationToken stop)
    {
        var file = await FindAsync(ownerId, uploadId, stop);
        return await Task.Run(() => KindOf(file), stop);
    }

    /// <summary>Reads the files and shows what would become of them; stores nothing.</summary>
    public async Task<ImportPreview> ReadAsync(Guid ownerId, ImportChoice choice, CancellationToken stop)
    {
        var read = await ReadWholeAsync(ownerId, choice, stop);
        return await Task.Run(read.Preview, stop);
    }

    internal async Task<ReadImport> ReadWholeAsync(Guid ownerId, ImportChoice choice, CancellationToken stop)
    {
        var file = await FindAsync(ownerId, choice.ComplexSet, stop);
        var complexes = await Task.Run(() => ComplexSet.Of(file, uploads.MaxBytes, stop), stop);
        var proteins = complexes.Complexes.SelectMany(x => x.Members).Where(x => x.Kind == SubunitKind.Protein).Select(x => x.Accession);
        var (search, readings) = await SearchAsync(ownerId, proteins, choice.Sequences, stop);
        return new ReadImport(complexes, readings, search);
    }

    internal async Task<(SequenceSearch Search, IReadOnlyList<FileReading> Readings)> SearchAsync(
        Guid ownerId, IEnumerable<string> accessions, IReadOnlyList<Guid> sequenceUploads, CancellationToken stop)
    {
        var search = new SequenceSearch(accessions);
        await using (var db = await contexts.CreateDbContextAsync(stop))
            search.Know(await KnownSequences.FindAsync(db, ownerId, search.Wanted, stop));

        List<FileReading> readings = [];
        foreach (var id in sequenceUploads.Distinct())
        {
            var file = await FindAsync(ownerId, id, stop);
            readings.Add(await Task.Run(() => search.Read(file, uploads.MaxBytes, stop), stop));
        }
        return (search, readings);
    }

    private async Task<StagedFile> FindAsync(Guid ownerId, Guid id, CancellationToken stop)
        => await uploads.FindAsync(ownerId, id, stop) is { } upload
            ? new StagedFile(id, upload.FileName, upload.Sha256, upload.Bytes, () => uploads.Open(upload))
            : StagedFile.Gone(id);

    private UploadKind KindOf(StagedFile file)
    {
        var content = UploadContent.Unknown;
        var reading = file.Read(uploads.MaxBytes, (format, _, _) => content = format is ComplexFormat ? UploadContent.ComplexSet : UploadContent.Sequences);
        return new UploadKind(content, reading.Format, reading.Fault);
    }
}

/// <summary>What an upload was recognised as; a fault says why it was not.</summary>
public sealed record UploadKind(UploadContent Content, string? Format, string? Fault);

/// <summary>The parts a file can play in an import.</summary>
public enum UploadContent { Unknown, ComplexSet, Sequences }
