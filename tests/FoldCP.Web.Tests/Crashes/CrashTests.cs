using System.Net;
using FoldCP.Contract;
using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace FoldCP.Web.Tests.Crashes;

/// <summary>The real server, database and engine, killed in the middle of folds: nothing is lost, nothing done twice, and what is shown is true.</summary>
public sealed class CrashTests(Installation foldcp) : IClassFixture<Installation>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_fold_goes_from_the_queue_to_a_structure_with_scores()
    {
        var campaign = await foldcp.OrderAsync(complexes: 1);

        var fold = Assert.Single(await foldcp.EndedAsync(campaign));

        await AssertDoneOnceAsync(fold);
        Assert.Equal((false, 64), (fold.Trained, fold.WeightsSha256!.Length));
        await using var db = foldcp.CreateDbContext();
        var score = await db.Scores.SingleAsync(x => x.FoldId == fold.Id, Stop);
        Assert.InRange(score.ConfidenceScore, 0.0001, 1);
        var structure = await db.Artefacts.SingleAsync(x => x.FoldId == fold.Id && x.Kind == ResultKind.Structure, Stop);
        using var visitor = foldcp.Visit();
        await visitor.SignInAsync();
        var answer = await visitor.SendAsync(HttpMethod.Get, $"/artefacts/{structure.Id}/{structure.FileName}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("_atom_site.Cartn_x", await answer.TextAsync());
    }

    [Fact]
    public async Task A_killed_engine_is_told_with_its_stage_and_step_and_the_complex_folds_again()
    {
        var campaign = await foldcp.OrderAsync(complexes: 1);
        using var engine = await foldcp.HaltEngineAsync(campaign);

        engine.Kill();
        var failed = Assert.Single(await foldcp.EndedAsync(campaign));
        await foldcp.OrderAgainAsync(campaign);
        var folds = await foldcp.EndedAsync(campaign);

        Assert.Equal(FoldState.Failed, failed.State);
        Assert.Equal(
            $"The engine process was killed (signal 9; the system does this when memory runs out) during Sampling, step {engine.At.Step} of {engine.At.Of}; nothing is lost, fold it again.",
            failed.Reason);
        Assert.Equal(("Failed", "Done"), (folds[0].State.ToString(), folds[1].State.ToString()));
        Assert.Equal((false, true, 2), (folds[0].IsLatest, folds[1].IsLatest, folds[1].Attempt));
        await AssertDoneOnceAsync(folds[1]);
    }

    [Fact]
    public async Task The_engine_ends_its_work_while_the_web_server_is_dead()
    {
        var campaign = await foldcp.OrderAsync(complexes: 1);
        using var engine = await foldcp.HaltEngineAsync(campaign);

        await foldcp.KillServerAsync();
        engine.GoOn();
        await Until.TrueAsync(() => File.Exists(engine.Folder.Done), Stop);
        await foldcp.StartServerAsync();

        await AssertDoneOnceAsync(Assert.Single(await foldcp.EndedAsync(campaign)));
    }

    [Fact]
    public async Task A_web_server_that_comes_back_finds_the_engine_at_work()
    {
        var campaign = await foldcp.OrderAsync(complexes: 3);
        using var engine = await foldcp.HaltEngineAsync(campaign);

        await foldcp.KillServerAsync();
        await foldcp.StartServerAsync();
        await Until.TrueAsync(async () => (await foldcp.FoldsAsync(campaign)).Count(x => x.State == FoldState.Done) == 2, Stop, TimeSpan.FromSeconds(120));
        var atWork = Assert.Single(await foldcp.FoldsAsync(campaign), x => x.State != FoldState.Done);
        engine.GoOn();

        Assert.Equal((FoldState.Running, engine.At.Step), (atWork.State, atWork.Step));
        foreach (var fold in await foldcp.EndedAsync(campaign))
            await AssertDoneOnceAsync(fold);
    }

    [Fact]
    public async Task A_killed_database_comes_back_by_itself_and_the_folds_go_on()
    {
        var campaign = await foldcp.OrderAsync(complexes: 3);
        using var engine = await foldcp.HaltEngineAsync(campaign);

        int killed = await foldcp.KillPostgresAsync();
        await foldcp.PostgresIsBackAsync(killed);
        engine.GoOn();

        var folds = await foldcp.EndedAsync(campaign);
        Assert.Equal(3, folds.Count);
        foreach (var fold in folds)
            await AssertDoneOnceAsync(fold);
    }

    [Fact]
    public async Task Everything_is_killed_at_once_and_nothing_is_lost()
    {
        var campaign = await foldcp.OrderAsync(complexes: 2);
        using var engine = await foldcp.HaltEngineAsync(campaign);

        await foldcp.KillServerAsync();
        await foldcp.KillPostgresAsync();
        engine.Kill();
        await foldcp.StartServerAsync();
        var folds = await foldcp.EndedAsync(campaign);
        await foldcp.OrderAgainAsync(campaign);
        var again = await foldcp.EndedAsync(campaign);

        var failed = Assert.Single(folds, x => x.State != FoldState.Done);
        Assert.Contains($"killed (signal 9; the system does this when memory runs out) during Sampling, step {engine.At.Step} of {engine.At.Of}", failed.Reason);
        Assert.Equal(3, again.Count);
        foreach (var fold in again.Where(x => x.IsLatest))
            await AssertDoneOnceAsync(fold);
    }

    private async Task AssertDoneOnceAsync(Fold fold)
    {
        Assert.True(fold.State == FoldState.Done, $"{fold.State} {fold.Reason} {fold.Trouble}");
        Assert.Equal("Queued Preparing Running Collecting Done", string.Join(' ', fold.History.Select(x => x.State)));
        Assert.Equal(fold.History.Select(x => x.At), fold.History.Select(x => x.At).Order());
        await using var db = foldcp.CreateDbContext();
        Assert.Equal(1, await db.Scores.CountAsync(x => x.FoldId == fold.Id, Stop));
        var files = await db.Artefacts.Where(x => x.FoldId == fold.Id).OrderBy(x => x.FileName).ToListAsync(Stop);
        Assert.Equal(["confidence_0.json", "manifest.json", "structure_0.cif"], files.Select(x => x.FileName));
        Assert.All(files, x => Assert.Equal(x.Bytes, new FileInfo(Path.Combine(foldcp.State.Artefacts, x.Sha256[..2], x.Sha256)).Length));
    }
}
