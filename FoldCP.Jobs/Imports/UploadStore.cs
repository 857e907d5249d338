using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Imports;

/// <summary>
/// Keeps uploaded files, named by their SHA-256, until they expire. Equal files are kept once; each upload has a row of its own.
/// </summary>
public sealed partial class UploadStore(
    StateFolder state, IDbContextFactory<FoldContext> contexts, IOptions<ImportOptions> options, TimeProvider time, ILogger<UploadStore> log)
{
    private const string Partial = ".part";

    // A file that nobody has written to for so long, and that no row names, belongs to nobody.
    private static readonly TimeSpan s_abandoned = TimeSpan.FromHours(1);

    public long MaxBytes => options.Value.MaxUploadBytes;

    /// <summary>Takes a file as it arrives. An upload that breaks off leaves nothing.</summary>
    /// <exception cref="UploadTooLargeException">there is more than <see cref="MaxBytes"/></exception>
    /// <exception cref="UploadBrokenOffException">it did not arrive as a whole</exception>
    /// <exception cref="UploadNotKeptException">the disk does not take it</exception>
    public async Task<Upload> SaveAsync(Guid ownerId, string? fileName, Stream content, CancellationToken stop)
    {
        string aside = Path.Combine(state.Uploads, Guid.CreateVersion7() + Partial);
        try
        {
            var (bytes, sha256) = await ReceiveAsync(content, aside, stop);
            var upload = new Upload(ownerId, FileName.Of(fileName), bytes, sha256, time.GetUtcNow(), TimeSpan.FromDays(options.Value.DaysKept));
            await using var db = await contexts.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            await LockAsync(db, sha256, stop);
            File.Move(aside, PathOf(sha256), overwrite: true);
            db.Add(upload);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return upload;
        }
        catch (Exception disk) when (IsOfTheDisk(disk))
        {
            NotKept(disk);
            throw new UploadNotKeptException(disk);
        }
        finally
        {
            Delete(aside);
        }
    }

    /// <summary>Finds a person's own upload.</summary>
    /// <returns>null if there is none, or it has expired, or it is another's</returns>
    public async Task<Upload?> FindAsync(Guid ownerId, Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = time.GetUtcNow();
        var upload = await db.Uploads.AsNoTracking().SingleOrDefaultAsync(x => x.Id == id && x.OwnerId == ownerId && x.ExpiresAt > now, stop);
        return upload is not null && File.Exists(PathOf(upload.Sha256)) ? upload : null;
    }

    /// <exception cref="FileNotFoundException">it has expired since it was found</exception>
    public Stream Open(Upload upload)
        => new FileStream(PathOf(upload.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16, FileOptions.SequentialScan);

    /// <summary>Forgets a person's own upload.</summary>
    /// <returns>whether there was one</returns>
    public async Task<bool> DeleteAsync(Guid ownerId, Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Uploads.SingleOrDefaultAsync(x => x.Id == id && x.OwnerId == ownerId, stop) is not { } upload)
            return false;

        await RemoveAsync(db, upload, stop);
        return true;
    }

    /// <summary>Removes what has expired, and what crashes have left.</summary>
    /// <returns>how many uploads have expired</returns>
    public async Task<int> SweepAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = time.GetUtcNow();
        var expired = await db.Uploads.Where(x => x.ExpiresAt <= now).ToListAsync(stop);
        foreach (var upload in expired)
            await RemoveAsync(db, upload, stop);

        foreach (var file in new DirectoryInfo(state.Uploads).EnumerateFiles().Where(x => x.LastWriteTimeUtc < (now - s_abandoned).UtcDateTime))
            await RemoveIfUnnamedAsync(db, file.Name, stop);
        return expired.Count;
    }

    private async Task<(long Bytes, string Sha256)> ReceiveAsync(Stream content, string path, CancellationToken stop)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0, FileOptions.Asynchronous);
        return await UploadReception.ReceiveAsync(content, file, MaxBytes, stop);
    }

    private async Task RemoveAsync(FoldContext db, Upload upload, CancellationToken stop)
    {
        await db.Uploads.Where(x => x.Id == upload.Id).ExecuteDeleteAsync(stop);
        await RemoveIfUnnamedAsync(db, upload.Sha256, stop);
    }

    private async Task RemoveIfUnnamedAsync(FoldContext db, string name, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        await LockAsync(db, name, stop);
        if (!await db.Uploads.AnyAsync(x => x.Sha256 == name, stop))
            Delete(PathOf(name));
        await transaction.CommitAsync(stop);
    }

    // Two who keep and remove the same bytes at once take turns, so a file never goes while a new row names it.
    private static Task<int> LockAsync(FoldContext db, string sha256, CancellationToken stop)
        => db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"upload:" + sha256}, 0))", stop);

    // A file that cannot be deleted keeps nobody from anything: no row names it, and each sweep tries again.
    private void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception disk) when (IsOfTheDisk(disk))
        {
            NotDeleted(path, disk);
        }
    }

    private static bool IsOfTheDisk(Exception fault) => fault is IOException or UnauthorizedAccessException;

    private string PathOf(string sha256) => Path.Combine(state.Uploads, sha256);

    [LoggerMessage(Level = LogLevel.Error, Message = "The staging folder does not take an upload.")]
    private partial void NotKept(Exception reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is not needed any more and cannot be deleted; the next sweep tries again.")]
    private partial void NotDeleted(string file, Exception reason);
}
