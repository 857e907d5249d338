using System.Security.Cryptography;
using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Imports;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Demo;

/// <summary>
/// The bundled set of ten small complexes as somebody's campaign: imported and folded the way their own files would be. Asking twice
/// imports once, and folds only what is not done.
/// </summary>
public sealed class DemoCampaign(UploadStore uploads, ConfirmImport import, FoldOrders orders, IDbContextFactory<FoldContext> contexts)
{
    public const string Name = "Demo: ten small complexes";

    private const string ComplexSet = "complexes.txt";
    private const string Sequences = "sequences.fasta";

    /// <summary>The untrained model, in few steps: the structures mean nothing anyway, and a laptop has them within minutes.</summary>
    public static FoldSettings Settings { get; } = FoldSettings.Default with { Weights = FoldOptions.DemoWeights, SamplingSteps = 25 };

    /// <summary>Imports the set for a person, unless they have it, and queues all of it that is not done.</summary>
    /// <returns>the campaign's id</returns>
    public async Task<Guid> StartAsync(Guid personId, CancellationToken stop)
    {
        await using var turn = await contexts.CreateDbContextAsync(stop);
        await using var transaction = await turn.Database.BeginTransactionAsync(stop);
        await turn.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({"demo:" + personId}, 0))", stop);
        var campaignId = await FindAsync(turn, personId, stop) ?? await ImportAsync(personId, stop);
        await orders.AddAsync(campaignId, all => all.Where(x => x.Fold == null || x.Fold.State != FoldState.Done), Settings, ranks: null, personId, stop);
        return campaignId;
    }

    private static async Task<Guid?> FindAsync(FoldContext db, Guid personId, CancellationToken stop)
    {
        await using var set = Bundled(ComplexSet);
        string sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(set, stop));
        return await db.ImportedFiles
            .Where(x => x.Sha256 == sha256 && db.Campaigns.Any(campaign => campaign.Id == x.CampaignId && campaign.OwnerId == personId))
            .OrderBy(x => x.Id).Select(x => (Guid?)x.CampaignId).FirstOrDefaultAsync(stop);
    }

    private async Task<Guid> ImportAsync(Guid personId, CancellationToken stop)
    {
        var choice = new ImportChoice(await UploadAsync(personId, ComplexSet, stop), [await UploadAsync(personId, Sequences, stop)]);
        var outcome = await import.ConfirmAsync(personId, Name, choice, stop);
        return outcome.CampaignId ?? throw new InvalidOperationException($"The demo's own files were refused. {outcome.Refusal}");
    }

    private async Task<Guid> UploadAsync(Guid personId, string file, CancellationToken stop)
    {
        await using var content = Bundled(file);
        return (await uploads.SaveAsync(personId, $"demo-{file}", content, stop)).Id;
    }

    private static Stream Bundled(string file)
        => typeof(DemoCampaign).Assembly.GetManifestResourceStream($"Demo/{file}")
            ?? throw new InvalidOperationException($"{file} is not part of this build.");
}
