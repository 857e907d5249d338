using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Jobs.Postgres;
using FoldCP.Jobs.Sequences;
using FoldCP.Tests;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.Crashes;

/// <summary>
/// FoldCP as it stands on a machine: the web server's process with its private PostgreSQL, and the real engine. The tests look on
/// through the database and the state folder, and kill what they like.
/// </summary>
public sealed class Installation : IAsyncLifetime, IDbContextFactory<FoldContext>
{
    private static readonly TimeSpan s_foldsWithin = TimeSpan.FromSeconds(120);

    // Many steps for a few residues: seconds in which an engine can be caught.
    private static readonly FoldSettings s_settings = FoldSettings.Default with { RecyclingSteps = 0, SamplingSteps = 500 };

    private readonly TestFolder _place = new("a state folder");
    private readonly Uri _address = ServerProcess.FreeAddress();
    private ServerProcess? _server;
    private NpgsqlDataSource? _source;

    public StateFolder State => new(_place.Path);

    private string ServerLog => Path.Combine(_place.Path, "server.log");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await StartServerAsync();

        // Joins for a moment, to learn the way in; the server is left alone with its database then.
        await using var cluster = await JoinAsync();
        _source = NpgsqlDataSource.Create(cluster.ConnectionString + ";Pooling=false");
    }

    public async ValueTask DisposeAsync()
    {
        if (_source is not null)
            await _source.DisposeAsync();
        if (_server is not null)
            await _server.StopAsync();
        if (Directory.Exists(State.Postgres))
            await (await JoinAsync()).DisposeAsync();   // stops what a killed server left
        _server?.Dispose();
        _place.Dispose();
    }

    public FoldContext CreateDbContext()
    {
        var options = new DbContextOptionsBuilder<FoldContext>();
        options.UseFoldDatabase(_source!);
        return new FoldContext(options.Options);
    }

    public async Task StartServerAsync()
    {
        _server?.Dispose();
        _server = ServerProcess.Start(_address, Settings, ServerLog);
        await _server.ReadyAsync(Stop);
    }

    /// <summary>What the server has complained about, for whoever reads why a test failed; called as each test ends.</summary>
    public void TellAfterFailure()
    {
        if (TestContext.Current.TestState?.Result != TestResult.Failed)
            return;

        foreach (string line in File.ReadLines(ServerLog).Where(x => x.Contains("\"LogLevel\":\"Error\"", StringComparison.Ordinal)).TakeLast(5))
            TestContext.Current.TestOutputHelper?.WriteLine(line);
    }

    public Task KillServerAsync() => _server!.KillAsync(Stop);

    /// <summary>kill -9 of the database's first process.</summary>
    /// <returns>which it was</returns>
    public async Task<int> KillPostgresAsync()
    {
        int pid = Postmaster() ?? throw new InvalidOperationException("No PostgreSQL runs.");
        Assert.True(Signals.Send(pid, Signals.Kill));
        await Until.TrueAsync(() => !Directory.Exists($"/proc/{pid}"), Stop);
        return pid;
    }

    /// <summary>Waits until another database process than the killed one runs, and the web server finds that all is well.</summary>
    public async Task PostgresIsBackAsync(int killed)
    {
        await Until.TrueAsync(() => Postmaster() is { } pid && pid != killed, Stop, s_foldsWithin);
        await _server!.ReadyAsync(Stop);
    }

    public string Url => _address.OriginalString;

    public Visitor Visit() => new(new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = _address });

    /// <summary>Writes a campaign of small complexes and orders all of them to be folded.</summary>
    public async Task<Guid> OrderAsync(int complexes)
    {
        await using var db = CreateDbContext();
        var owner = await db.Users.SingleAsync(Stop);
        var campaign = new Campaign("a campaign", owner.Id, TimeProvider.System.GetUtcNow());
        var sequence = await db.Sequences.FirstOrDefaultAsync(Stop) ?? db.Add(new Sequence("MKTAYW")).Entity;
        db.Add(campaign);
        db.AddRange(Enumerable.Range(1, complexes).Select(x => Dimer(campaign, $"CPX-{x}", sequence)));
        await db.SaveChangesAsync(Stop);
        await OrderAgainAsync(campaign.Id);
        return campaign.Id;
    }

    public async Task OrderAgainAsync(Guid campaignId)
    {
        await using var db = CreateDbContext();
        var owner = await db.Users.SingleAsync(Stop);
        await new FoldOrders(this, new RankPlanner(Options.Create(new EngineOptions()), Calibration.BuiltIn, PlanningMachine.This), TimeProvider.System).AddAsync(campaignId, all => all, s_settings, ranks: null, owner.Id, Stop);
    }

    /// <summary>All attempts, oldest first, each with its history.</summary>
    public async Task<List<Fold>> FoldsAsync(Guid campaignId)
    {
        await using var db = CreateDbContext();
        return await db.Folds.AsNoTracking().Include(x => x.History.OrderBy(line => line.Id))
            .Where(x => x.CampaignId == campaignId).OrderBy(x => x.Id).ToListAsync(Stop);
    }

    /// <summary>Waits until no fold of the campaign is in work.</summary>
    public async Task<List<Fold>> EndedAsync(Guid campaignId)
    {
        List<Fold> folds = [];
        await Until.TrueAsync(async () => (folds = await FoldsAsync(campaignId)).TrueForAll(x => x.HasEnded), Stop, s_foldsWithin);
        return folds;
    }

    /// <summary>Waits until a fold of the campaign is in the middle, and halts its engine there.</summary>
    internal async Task<HaltedEngine> HaltEngineAsync(Guid campaignId)
    {
        Fold? running = null;
        await Until.TrueAsync(async () => (running = (await FoldsAsync(campaignId)).Find(x => x.State == FoldState.Running)) is not null, Stop, s_foldsWithin);
        return await HaltedEngine.CatchAsync(new RunFolder(State.RunOf(running!.Id)), Stop);
    }

    /// <summary>Null while the file that names it is not there, or not written yet.</summary>
    private int? Postmaster()
        => Directory.EnumerateFiles(State.Postgres, "postmaster.pid", SearchOption.AllDirectories).FirstOrDefault() is { } file
            && int.TryParse(File.ReadLines(file).FirstOrDefault(), out int pid) ? pid : null;

    private Dictionary<string, string> Settings => new()
    {
        ["State:Folder"] = _place.Path,
        ["Engine:Command"] = Builds.PathOf("FoldCP.Engine"),
        ["Folds:MaxRunning"] = "2",
        ["Administrator:Password"] = WebApp.Password,
    };

    private Task<PrivateCluster> JoinAsync()
        => PrivateCluster.OpenAsync(State.Postgres, [Repository.PathOf("")], TimeProvider.System, NullLogger.Instance);

    private static Complex Dimer(Campaign campaign, string id, Sequence sequence)
    {
        var complex = new Complex(campaign.Id, id, $"complex {id}", line: 2);
        complex.Add("P1", SubunitKind.Protein, copies: 2, CopiesSource.File).Resolve(sequence.Id, sequence.Residues.Length, "test");
        complex.Recount();
        return complex;
    }
}
