using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Results;
using FoldCP.Jobs.Sequences;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace FoldCP.Jobs.Tests.Folds;

/// <summary>All that moves folds, on a real database, with a back end and a job queue in the hands of the test.</summary>
internal sealed class Workshop : IAsyncDisposable, IDbContextFactory<FoldContext>
{
    private readonly TestDatabase _database;
    private readonly TemporaryFolder _place = new();
    private readonly FatefulWrites _writes;

    public Workshop(TestDatabase database)
    {
        (_database, Backend, Jobs, _writes) = (database, new FakeBackend(Fate), new FakeJobs(Fate), new FatefulWrites(Fate));
        State = new StateFolder(_place.Path);
        Directory.CreateDirectory(State.Runs);
    }

    public static Guid Person { get; } = Guid.CreateVersion7();

    public Fate Fate { get; } = new();

    public FakeBackend Backend { get; }

    public FakeJobs Jobs { get; }

    public FakeTimeProvider Clock { get; } = new(SomeFold.Now);

    public StateFolder State { get; }

    public FoldsOptions Options { get; } = new() { MaxRunning = 2 };

    public FoldOrders Orders => new(this, new RankPlanner(Microsoft.Extensions.Options.Options.Create(Engine), Calibration.BuiltIn, new PlanningMachine(4, 64e9)), Clock);

    public EngineOptions Engine { get; } = new() { MostRanks = 4 };

    public FoldSteps Steps => new(
        new SoleStep(this, Setbacks, Metrics, Clock), Backend, new ResultIntake(new ArtefactStore(State), Clock), State, Clock);

    private FoldSetbacks Setbacks => new(_database, Clock, NullLogger<FoldSetbacks>.Instance);

    private static FoldMetrics Metrics => new(new Meters());

    private FoldRows Rows => new(this, new FoldStepQueue(Jobs), Setbacks, Metrics);

    public FoldSweep Sweep => new(
        this, Rows, new RunningFolds(this, Rows, Backend, State, Clock), Microsoft.Extensions.Options.Options.Create(Options), Clock);

    public RunFolderCare Care => new(
        this, State, new ArtefactStore(State), Microsoft.Extensions.Options.Options.Create(Options), Clock, NullLogger<RunFolderCare>.Instance);

    public FoldContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<FoldContext>();
        options.UseFoldDatabase(_database.Source).AddInterceptors(_writes);
        return new FoldContext(options.Options);
    }

    public async Task<Campaign> CampaignAsync(int complexes, CancellationToken stop)
    {
        await using var db = _database.CreateDbContext();
        var campaign = new Campaign($"campaign of {complexes}", Person, Clock.GetUtcNow());
        var sequence = await db.Sequences.SingleOrDefaultAsync(x => x.Residues == "MVLS", stop) ?? db.Add(new Sequence("MVLS")).Entity;
        db.Add(campaign);
        for (int i = 0; i < complexes; i++)
            db.Add(ComplexOf(campaign, $"CPX-{i}", sequence.Id));
        await db.SaveChangesAsync(stop);
        return campaign;
    }

    public static Complex ComplexOf(Campaign campaign, string id, Guid? sequence, SubunitKind kind = SubunitKind.Protein, int copies = 1)
    {
        var complex = new Complex(campaign.Id, id, $"complex {id}", line: 2);
        var subunit = complex.Add("P69905", kind, copies, CopiesSource.File);
        if (sequence is { } known)
            subunit.Resolve(known, 4, "test");
        complex.Recount();
        return complex;
    }

    public Task SweepAsync(CancellationToken stop, bool afterDeath = false) => Sweep.RunAsync(afterDeath, stop);

    public Task RunStepsAsync(CancellationToken stop, int times = 1) => Jobs.RunAsync(Steps, times, stop);

    public RunFolder FolderOf(Fold fold) => new(State.RunOf(fold.Id));

    public async Task<List<Fold>> FoldsAsync(Guid campaignId, CancellationToken stop)
    {
        await using var db = _database.CreateDbContext();
        return await db.Folds.AsNoTracking().Include(x => x.History.OrderBy(line => line.Id))
            .Where(x => x.CampaignId == campaignId).OrderBy(x => x.Id).ToListAsync(stop);
    }

    public async Task<Fold> OnlyFoldAsync(Guid campaignId, CancellationToken stop) => Assert.Single(await FoldsAsync(campaignId, stop));

    /// <summary>How many in this database wait for a lock that someone else holds.</summary>
    public async Task<int> WaitersAsync(CancellationToken stop)
    {
        await using var db = _database.CreateDbContext();
        return await db.Database.SqlQuery<int>($"""
            SELECT count(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
            """).SingleAsync(stop);
    }

    /// <summary>Queues folds for a whole campaign.</summary>
    public Task<FoldAccount> OrderAllAsync(Guid campaignId, CancellationToken stop, int? ranks = null)
        => Orders.AddAsync(campaignId, all => all, FoldSettings.Default, ranks, Person, stop);

    /// <summary>A fold that the back end runs.</summary>
    public async Task<Fold> RunningAsync(CancellationToken stop)
    {
        var campaign = await CampaignAsync(1, stop);
        await OrderAllAsync(campaign.Id, stop);
        await SweepAsync(stop);
        await RunStepsAsync(stop);
        var fold = await OnlyFoldAsync(campaign.Id, stop);
        Assert.Equal(FoldState.Running, fold.State);
        return fold;
    }

    /// <summary>Does what an engine does last.</summary>
    public void FinishRun(Fold fold, string structure = "data_x\n")
    {
        var folder = FolderOf(fold);
        Directory.CreateDirectory(folder.Results);
        var files = new[] { Write(folder, "structure_0.cif", ResultKind.Structure, structure), Write(folder, "confidence_0.json", ResultKind.Confidence, "{}") };
        RunFolder.Write(folder.Done, SomeFold.ResultWith(files), ContractJson.Default.FoldDone);
        Backend.Jobs[fold.Id] = ClusterReport.Ended(0);
    }

    /// <summary>Tests of a class share a database, and a sweep looks at all of it: nothing may be left in work.</summary>
    public async ValueTask DisposeAsync()
    {
        await using var db = _database.CreateDbContext();
        await db.Database.ExecuteSqlRawAsync("TRUNCATE fold.\"Folds\" CASCADE");
        _place.Dispose();
    }

    private static ResultFile Write(RunFolder folder, string name, ResultKind kind, string content)
    {
        File.WriteAllText(Path.Combine(folder.Results, name), content);
        string digest = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(content)));
        return new ResultFile($"results/{name}", kind, 0, content.Length, digest);
    }

    private sealed class Meters : IMeterFactory
    {
        public Meter Create(MeterOptions options) => new(options);

        public void Dispose() { }
    }
}
