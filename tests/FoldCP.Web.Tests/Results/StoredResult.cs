using System.Security.Cryptography;
using System.Text;
using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FoldCP.Web.Tests.Results;

/// <summary>A file of a finished fold, in the store and in the database.</summary>
internal sealed record StoredResult(Guid Id, Guid FoldId, string FileName, byte[] Content, string Sha256, string Place)
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public string Path => $"/artefacts/{Id}/{FileName}";

    public static async Task<StoredResult> AddAsync(WebApp app, string content, string fileName, ResultKind kind, Guid? ownerId, CancellationToken stop)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        var file = new ResultFile($"results/{fileName}", kind, 0, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var store = app.Services.GetRequiredService<ArtefactStore>();
        using var folder = new TestFolder();
        string source = System.IO.Path.Combine(folder.Path, fileName);
        await File.WriteAllBytesAsync(source, bytes, stop);
        await store.TakeAsync(source, file, stop);
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(stop);
        var artefact = new Artefact(await FoldAsync(db, ownerId ?? Guid.CreateVersion7(), file, stop), file, s_now);
        db.Add(artefact);
        await db.SaveChangesAsync(stop);
        return new StoredResult(artefact.Id, artefact.FoldId, fileName, bytes, file.Sha256, store.Find(file.Sha256)!);
    }

    private static async Task<Guid> FoldAsync(FoldContext db, Guid ownerId, ResultFile file, CancellationToken stop)
    {
        var campaign = new Campaign("a campaign", ownerId, s_now);
        var complex = new Complex(campaign.Id, "CPX-1", "complex", line: 2);
        var fold = new Fold(new FoldSubject(complex.Id, campaign.Id, 12), 1, FoldSettings.Default, ownerId, s_now);
        fold.Prepare(s_now, TimeSpan.FromSeconds(30));
        fold.Submitted("local", "1", s_now);
        fold.Collect(s_now, TimeSpan.FromSeconds(30));
        fold.Finish(ResultOf(file), s_now);
        db.AddRange(campaign, complex, fold);
        await db.SaveChangesAsync(stop);
        return fold.Id;
    }

    private static FoldDone ResultOf(ResultFile file) => new()
    {
        FinishedAt = s_now,
        Seconds = 1,
        Trained = false,
        Weights = FoldOptions.DemoWeights,
        WeightsSha256 = new string('0', 64),
        Tokens = 12,
        Atoms = 110,
        Samples = [],
        Files = [file],
    };
}
