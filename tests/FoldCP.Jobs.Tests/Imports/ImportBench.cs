using System.Text;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Sequences;
using FoldCP.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FoldCP.Jobs.Tests.Imports;

/// <summary>All parts of importing over a test's database and a folder of its own, for one person.</summary>
internal sealed class ImportBench : IDisposable
{
    private readonly TestFolder _folder = new("a state folder");

    public ImportBench(TestDatabase database, long maxBytes = 1 << 20)
    {
        State = new StateFolder(_folder.Path);
        Directory.CreateDirectory(State.Uploads);
        Uploads = new UploadStore(State, database, Options.Create(new ImportOptions { MaxUploadBytes = maxBytes }), Time, NullLogger<UploadStore>.Instance);
        Reading = new ImportReading(Uploads, database);
        Confirm = new ConfirmImport(Reading, database, Time);
        Repair = new SequenceRepair(Reading, database, Time);
    }

    public Guid Person { get; } = Guid.CreateVersion7();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));

    public StateFolder State { get; }

    public UploadStore Uploads { get; }

    public ImportReading Reading { get; }

    public ConfirmImport Confirm { get; }

    public SequenceRepair Repair { get; }

    public IEnumerable<string> Files => Directory.EnumerateFiles(State.Uploads).Select(x => Path.GetFileName(x));

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<Guid> UploadAsync(string name, string text) => (await SaveAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)))).Id;

    public Task<Upload> SaveAsync(string name, Stream content) => Uploads.SaveAsync(Person, name, content, Stop);

    public Task<ImportPreview> ReadAsync(Guid set, params Guid[] sequences) => Reading.ReadAsync(Person, new ImportChoice(set, sequences), Stop);

    public Task<ConfirmOutcome> ConfirmAsync(Guid set, params Guid[] sequences) => Confirm.ConfirmAsync(Person, "A campaign", new ImportChoice(set, sequences), Stop);

    /// <summary>Puts a folder in the file's place, which even root does not delete as a file.</summary>
    public void MakeUndeletable(Upload upload)
    {
        string path = Path.Combine(State.Uploads, upload.Sha256);
        File.Delete(path);
        Directory.CreateDirectory(path);
    }

    public void Dispose() => _folder.Dispose();
}
