using System.Security.Cryptography;
using FoldCP.Jobs.Imports;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using static FoldCP.Jobs.Tests.Imports.ImportBench;

namespace FoldCP.Jobs.Tests.Imports;

/// <summary>Each with a database of its own: a file stays for as long as anybody's row names its bytes.</summary>
public sealed class UploadStoreTests(TestCluster cluster) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(cluster);

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_file_lies_under_its_digest_and_reads_as_it_was_sent()
    {
        using var bench = new ImportBench(_database);

        var upload = await bench.SaveAsync("C:\\data\\set.tsv", new MemoryStream([1, 2, 3]));

        Assert.Equal((3, "set.tsv", Convert.ToHexStringLower(SHA256.HashData([1, 2, 3]))), (upload.Bytes, upload.FileName, upload.Sha256));
        Assert.Equal([upload.Sha256], bench.Files);
        var found = await bench.Uploads.FindAsync(bench.Person, upload.Id, Stop);
        await using var content = bench.Uploads.Open(found!);
        Assert.Equal([1, 2, 3], new BinaryReader(content).ReadBytes(10));
    }

    [Fact]
    public async Task Two_gigabytes_are_refused_at_the_bound_and_leave_nothing()
    {
        using var bench = new ImportBench(_database, maxBytes: 4 << 20);
        await using var content = new GeneratedStream(2L << 30);

        var refusal = await Assert.ThrowsAsync<UploadTooLargeException>(() => bench.SaveAsync("huge.fasta", content));

        Assert.StartsWith("The file is larger than 4,194,304 bytes, the most that is taken here.", refusal.Message);
        Assert.InRange(content.Taken, 4 << 20, 5 << 20);
        await AssertNothingIsLeftAsync(bench);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        using var bench = new ImportBench(_database, maxBytes: 4 << 20);

        var refusal = await Assert.ThrowsAsync<UploadBrokenOffException>(() => bench.SaveAsync("set.tsv", new GeneratedStream(3 << 20, breaksAfter: 1 << 20)));

        Assert.Equal("The upload broke off before its end, so nothing of it was kept. Upload the file again.", refusal.Message);
        await AssertNothingIsLeftAsync(bench);
    }

    [Fact]
    public async Task A_full_disk_is_told_as_such()
    {
        await using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);

        var fault = await Assert.ThrowsAsync<IOException>(() => UploadReception.ReceiveAsync(new MemoryStream([1]), full, 1 << 20, Stop));

        Assert.Equal(
            "The server's disk is full, so nothing of the file was kept. Tell the administrator, and upload the file again when that is repaired.",
            new UploadNotKeptException(fault).Message);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_refuses_an_upload_and_leaves_nothing()
    {
        using var bench = new ImportBench(_database);
        Directory.Delete(bench.State.Uploads);
        await File.WriteAllBytesAsync(bench.State.Uploads, [], Stop);

        var refusal = await Assert.ThrowsAsync<UploadNotKeptException>(() => bench.SaveAsync("set.tsv", new MemoryStream([1])));

        Assert.StartsWith("The server cannot write into its folder for uploads, so nothing of the file was kept.", refusal.Message);
        await using var db = _database.CreateDbContext();
        Assert.False(await db.Uploads.AnyAsync(x => x.OwnerId == bench.Person, Stop));
    }

    [Fact]
    public async Task A_file_that_cannot_be_deleted_keeps_nobody_from_anything()
    {
        using var bench = new ImportBench(_database);
        var stuck = await bench.SaveAsync("stuck.tsv", new MemoryStream([1]));
        var other = await bench.SaveAsync("other.tsv", new MemoryStream([2]));
        bench.MakeUndeletable(stuck);

        Assert.True(await bench.Uploads.DeleteAsync(bench.Person, stuck.Id, Stop));

        bench.Time.Advance(TimeSpan.FromDays(7));
        Assert.Equal(1, await bench.Uploads.SweepAsync(Stop));
        Assert.Empty(bench.Files);
        Assert.Null(await bench.Uploads.FindAsync(bench.Person, other.Id, Stop));
    }

    [Fact]
    public async Task Sweeping_goes_on_hour_after_hour_whatever_it_meets()
    {
        using var bench = new ImportBench(_database);
        using var sweep = new UploadSweep(bench.Uploads, bench.Time, NullLogger<UploadSweep>.Instance);
        bench.MakeUndeletable(await bench.SaveAsync("stuck.tsv", new MemoryStream([1])));
        await bench.SaveAsync("later.tsv", new MemoryStream([2]));
        await sweep.StartAsync(Stop);

        await Until.TrueAsync(() => HasEnded(afterAnother: TimeSpan.FromDays(1)), Stop);

        Assert.False(sweep.ExecuteTask!.IsCompleted);
        Assert.Empty(bench.Files);
        await sweep.StopAsync(Stop);

        bool HasEnded(TimeSpan afterAnother)
        {
            bench.Time.Advance(afterAnother);
            return !bench.Files.Any() || sweep.ExecuteTask!.IsCompleted;
        }
    }

    [Fact]
    public async Task Another_persons_upload_is_not_found()
    {
        using var bench = new ImportBench(_database);
        var upload = await bench.SaveAsync("set.tsv", new MemoryStream([1]));

        Assert.Null(await bench.Uploads.FindAsync(Guid.CreateVersion7(), upload.Id, Stop));
        Assert.False(await bench.Uploads.DeleteAsync(Guid.CreateVersion7(), upload.Id, Stop));
    }

    [Fact]
    public async Task Equal_files_are_kept_once_and_until_the_last_upload_of_them_goes()
    {
        using var bench = new ImportBench(_database);
        var first = await bench.SaveAsync("a.tsv", new MemoryStream([1, 2]));
        var second = await bench.SaveAsync("b.tsv", new MemoryStream([1, 2]));
        Assert.Single(bench.Files);

        Assert.True(await bench.Uploads.DeleteAsync(bench.Person, first.Id, Stop));
        Assert.NotNull(await bench.Uploads.FindAsync(bench.Person, second.Id, Stop));
        Assert.True(await bench.Uploads.DeleteAsync(bench.Person, second.Id, Stop));

        Assert.Empty(bench.Files);
    }

    [Fact]
    public async Task What_has_expired_is_swept_and_what_has_not_stays()
    {
        using var bench = new ImportBench(_database);
        var old = await bench.SaveAsync("old.tsv", new MemoryStream([1]));
        bench.Time.Advance(TimeSpan.FromDays(6));
        var young = await bench.SaveAsync("young.tsv", new MemoryStream([2]));
        bench.Time.Advance(TimeSpan.FromDays(1));

        Assert.Null(await bench.Uploads.FindAsync(bench.Person, old.Id, Stop));
        await bench.Uploads.SweepAsync(Stop);

        Assert.Equal([young.Sha256], bench.Files);
        Assert.NotNull(await bench.Uploads.FindAsync(bench.Person, young.Id, Stop));
    }

    [Fact]
    public async Task What_a_crash_left_is_swept_after_an_hour()
    {
        using var bench = new ImportBench(_database);
        string left = Path.Combine(bench.State.Uploads, $"{Guid.CreateVersion7()}.part");
        string fresh = Path.Combine(bench.State.Uploads, $"{Guid.CreateVersion7()}.part");
        await File.WriteAllBytesAsync(left, [1], Stop);
        await File.WriteAllBytesAsync(fresh, [1], Stop);
        File.SetLastWriteTimeUtc(left, bench.Time.GetUtcNow().UtcDateTime.AddHours(-2));
        File.SetLastWriteTimeUtc(fresh, bench.Time.GetUtcNow().UtcDateTime.AddMinutes(-2));

        await bench.Uploads.SweepAsync(Stop);

        Assert.Equal([Path.GetFileName(fresh)], bench.Files);
    }

    [Theory]
    [InlineData("set.tsv", "set.tsv")]
    [InlineData("/etc/../passwd", "passwd")]
    [InlineData("C:\\Users\\me\\my set.tsv", "my set.tsv")]
    [InlineData("a\nb\0.tsv", "ab.tsv")]
    [InlineData("  ", "unnamed")]
    [InlineData(null, "unnamed")]
    public void A_files_name_is_made_fit_to_be_shown(string? given, string name) => Assert.Equal(name, FileName.Of(given));

    private async Task AssertNothingIsLeftAsync(ImportBench bench)
    {
        await using var db = _database.CreateDbContext();
        Assert.Empty(bench.Files);
        Assert.False(await db.Uploads.AnyAsync(x => x.OwnerId == bench.Person, Stop));
    }
}
