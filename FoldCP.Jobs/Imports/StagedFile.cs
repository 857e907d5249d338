using FoldCP.Jobs.Imports.Formats;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports;

/// <summary>An uploaded file as reading needs it.</summary>
/// <param name="UploadId">which upload</param>
/// <param name="FileName">as its owner calls it</param>
/// <param name="Sha256">of its bytes; empty if they are gone</param>
/// <param name="Bytes">how many</param>
/// <param name="Open">opens them; a fault if they are gone</param>
internal sealed record StagedFile(Guid UploadId, string FileName, string Sha256, long Bytes, Func<Stream> Open)
{
    /// <summary>An upload that cannot be found; reading it says so.</summary>
    public static StagedFile Gone(Guid uploadId) => new(uploadId, "Upload", "", 0,
        () => throw new FileFaultException("This upload has expired or was removed. Upload the file again."));

    /// <summary>Reads it from start to end; a fault of the file makes all of it unusable.</summary>
    /// <param name="maxBytes">the most that a compressed file may unpack to</param>
    /// <param name="read">reads its rows in the recognised format into the ledger</param>
    public FileReading Read(long maxBytes, Action<FileFormat, LineReader, RowLedger> read)
    {
        var reading = new FileReading { UploadId = UploadId, FileName = FileName, Sha256 = Sha256, Bytes = Bytes };
        try
        {
            using var stream = Open();
            using var lines = TextFile.Open(stream, maxBytes);
            var format = FileFormat.Of(lines);
            reading = reading with { Format = format.Name };
            var ledger = new RowLedger();
            read(format, lines, ledger);
            var (account, notes) = ledger.Close();
            return reading with { Account = account, Notes = notes };
        }
        catch (FileFaultException fault)
        {
            return reading with { Fault = fault.Message };
        }
    }
}
