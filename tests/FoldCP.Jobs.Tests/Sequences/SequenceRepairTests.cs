using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Tests.Imports;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using static FoldCP.Jobs.Tests.Imports.CorumTable;
using static FoldCP.Jobs.Tests.Imports.ImportBench;

namespace FoldCP.Jobs.Tests.Sequences;

public sealed class SequenceRepairTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_file_that_comes_later_makes_complexes_ready()
    {
        using var bench = new ImportBench(database);
        var campaign = await CampaignAsync(bench);
        var later = await bench.UploadAsync("later.fasta", ">P2\nMKVL\n>P21964\nMK\n>P9\nMM\n");

        var seen = await bench.Repair.ReadAsync(bench.Person, campaign, [later], Stop);
        await using (var db = database.CreateDbContext())
            Assert.Equal(0, await db.Complexes.CountAsync(x => x.CampaignId == campaign && x.Readiness == Readiness.Ready, Stop));
        var done = await bench.Repair.ApplyAsync(bench.Person, campaign, [later], Stop);

        Assert.Equivalent(seen, done);
        Assert.Equal((2, 2), (done.Found, done.BecomeReady));
        Assert.Equal([new MissingSequence("P3", null, 1, 1)], done.StillMissing);
        await using var after = database.CreateDbContext();
        var complexes = await after.Complexes.Include(x => x.Subunits).Where(x => x.CampaignId == campaign).OrderBy(x => x.Line).ToListAsync(Stop);
        Assert.Equal([(Readiness.Ready, 7), (Readiness.Ready, 2), (Readiness.MissingSequences, 3)], complexes.Select(x => (x.Readiness, x.Tokens)));
        Assert.Equal(["P21964-2: the canonical sequence of P21964 stands in for its isoform 2."], complexes[1].Warnings);
        Assert.Equal("later.fasta", complexes[0].Subunits.Single(x => x.Accession == "P2").SequenceSource);
        Assert.Equal(3, await after.ImportedFiles.CountAsync(x => x.CampaignId == campaign, Stop));
    }

    [Fact]
    public async Task Who_watches_the_campaign_is_told()
    {
        using var bench = new ImportBench(database);
        var campaign = await CampaignAsync(bench);
        var later = await bench.UploadAsync("later.fasta", ">P2\nMKVL\n");
        await using var listening = await database.Source.OpenConnectionAsync(Stop);
        await using (var listen = new NpgsqlCommand("LISTEN fold_changes", listening))
            await listen.ExecuteNonQueryAsync(Stop);
        var told = new List<string>();
        listening.Notification += (_, news) => told.Add(news.Payload);

        await bench.Repair.ApplyAsync(bench.Person, campaign, [later], Stop);

        await listening.WaitAsync(TimeSpan.FromSeconds(30), Stop);
        Assert.Equal([campaign.ToString()], told);
    }

    [Fact]
    public async Task Repairing_again_changes_nothing()
    {
        using var bench = new ImportBench(database);
        var campaign = await CampaignAsync(bench);
        var later = await bench.UploadAsync("later.fasta", ">P2\nMKVL\n>P21964\nMK\n");
        await bench.Repair.ApplyAsync(bench.Person, campaign, [later], Stop);

        var again = await bench.Repair.ApplyAsync(bench.Person, campaign, [later], Stop);

        Assert.Equal((0, 0), (again.Found, again.BecomeReady));
        Assert.Equal("P3", Assert.Single(again.StillMissing).Accession);
        await using var db = database.CreateDbContext();
        Assert.Equal(3, await db.ImportedFiles.CountAsync(x => x.CampaignId == campaign, Stop));
    }

    [Fact]
    public async Task A_fault_of_the_file_changes_nothing()
    {
        using var bench = new ImportBench(database);
        var campaign = await CampaignAsync(bench);

        var repair = await bench.Repair.ApplyAsync(bench.Person, campaign, [await bench.UploadAsync("bad.fasta", ">P2\nMK\n\0")], Stop);

        Assert.False(repair.CanApply);
        Assert.Equal("bad.fasta: This is not a text file: line 3 holds a zero byte.", repair.Fault);
        await using var db = database.CreateDbContext();
        Assert.Equal(0, await db.Complexes.CountAsync(x => x.CampaignId == campaign && x.Readiness == Readiness.Ready, Stop));
        Assert.False(await db.SequenceNames.AnyAsync(x => x.OwnerId == bench.Person && x.Accession == "P2", Stop));
    }

    [Fact]
    public async Task What_is_missing_is_what_a_look_at_all_complexes_finds()
    {
        using var bench = new ImportBench(database);
        var outcome = await bench.ConfirmAsync(await bench.UploadAsync("set.tsv", Of2018(
            Row("1", "Lacks one", "P1;P2", ("subunits(Protein name)", "One;Two")), Row("2", "Lacks two", "P2;P3"), Row("3", "Lacks the same", "P2"),
            Row("4", "Has a nobody", "P4;None"), Row("5", "Whole", "P1"))), await bench.UploadAsync("first.fasta", ">P1\nMKV\n"));

        var missing = await bench.Repair.MissingAsync(outcome.CampaignId!.Value, Stop);

        Assert.Equal([new MissingSequence("P2", "Two", 3, 2), new MissingSequence("P3", null, 1, 0), new MissingSequence("P4", null, 1, 0)], missing);
        Assert.Equivalent((await bench.Repair.ReadAsync(bench.Person, outcome.CampaignId.Value, [], Stop)).StillMissing, missing);
    }

    [Fact]
    public async Task A_repair_does_not_wait_for_those_who_only_refer_to_the_campaign()
    {
        using var bench = new ImportBench(database);
        var campaign = await CampaignAsync(bench);
        var later = await bench.UploadAsync("later.fasta", ">P2\nMKVL\n");
        await using var folding = database.CreateDbContext();
        await using var transaction = await folding.Database.BeginTransactionAsync(Stop);
        await folding.Database.ExecuteSqlAsync($"""SELECT 1 FROM fold."Campaigns" WHERE "Id" = {campaign} FOR KEY SHARE""", Stop);

        var done = await bench.Repair.ApplyAsync(bench.Person, campaign, [later], Stop).WaitAsync(TimeSpan.FromSeconds(30), Stop);

        Assert.Equal(1, done.BecomeReady);
    }

    private static async Task<Guid> CampaignAsync(ImportBench bench)
    {
        string set = Of2018(Row("1", "Needs one", "P1;P2"), Row("2", "Isoform", "P21964-2"), Row("3", "Stays", "P1;P3"));
        var outcome = await bench.ConfirmAsync(await bench.UploadAsync("set.tsv", set), await bench.UploadAsync("first.fasta", ">P1\nMKV\n"));
        return outcome.CampaignId!.Value;
    }
}
