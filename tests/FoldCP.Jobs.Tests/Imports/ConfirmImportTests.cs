using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using static FoldCP.Jobs.Tests.Imports.CorumTable;
using static FoldCP.Jobs.Tests.Imports.ImportBench;

namespace FoldCP.Jobs.Tests.Imports;

public sealed class ConfirmImportTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string s_set = Of5(
        Row5("1", "Whole", "P1;P2", "2;1", ("organism", "Human"), ("subunits_protein_name", "First;Second")),
        Row5("2", "Half", "P1;P21964-2;P4", ";;"),
        Row5("3", "Bare", "P5", ""),
        Row5("3", "Again", "P5", ""),
        Row5("4", "Nobody", "", ""));

    private const string Sequences = ">sp|P1|ONE\nMKV\n>P2\nMUK\n>P21964\nMKVL\n>P9\nMM\n>P4\nM?\n";

    [Fact]
    public async Task A_preview_shows_all_and_stores_nothing()
    {
        using var bench = new ImportBench(database);

        var preview = await bench.ReadAsync(await bench.UploadAsync("set.tsv", s_set), await bench.UploadAsync("all.fasta", Sequences));

        Assert.True(preview.CanConfirm);
        Assert.Equal(new RowAccount(5, 3, 0, 2, 0), preview.ComplexSet.Account);
        Assert.Equal(new RowAccount(5, 3, 1, 1, 1), preview.SequenceFiles[0].Account);
        Assert.Equal((3, 1, 1, 1), (preview.Totals.Complexes, preview.Totals.Complete, preview.Totals.Partial, preview.Totals.WithoutSequence));
        Assert.Equal((5, 3), (preview.Totals.Proteins, preview.Totals.ProteinsWithSequence));
        Assert.Equal([new MissingSequence("P4", null, 1, 1), new MissingSequence("P5", null, 1, 1)], preview.Missing);
        Assert.Equal(["Whole 9", "Half 7"], preview.Largest.Select(x => $"{x.Name} {x.Tokens}"));
        await using var db = database.CreateDbContext();
        Assert.False(await db.Campaigns.AnyAsync(x => x.OwnerId == bench.Person, Stop));
        Assert.False(await db.SequenceNames.AnyAsync(x => x.OwnerId == bench.Person, Stop));
    }

    [Fact]
    public async Task A_confirmed_import_reads_back_as_the_preview_showed_it()
    {
        using var bench = new ImportBench(database);
        var (set, sequences) = (await bench.UploadAsync("set.tsv", s_set), await bench.UploadAsync("all.fasta", Sequences));
        var preview = await bench.ReadAsync(set, sequences);

        var outcome = await bench.ConfirmAsync(set, sequences);

        await using var db = database.CreateDbContext();
        var complexes = await db.Complexes.Include(x => x.Subunits.OrderBy(y => y.Position)).Where(x => x.CampaignId == outcome.CampaignId).OrderBy(x => x.Line).ToListAsync(Stop);
        Assert.Equivalent(preview.FirstRows, complexes.Select(ComplexAsRead.Of), strict: true);
        var files = await db.ImportedFiles.Where(x => x.CampaignId == outcome.CampaignId).OrderByDescending(x => x.FileName).ToListAsync(Stop);
        Assert.Equal(["set.tsv CORUM 5 5 = 3 + 0 + 2", "all.fasta FASTA 5 = 3 + 1 + 1"], files.Select(x => $"{x.FileName} {x.Format} {x.RowsRead} = {x.RowsImported} + {x.RowsNotNeeded} + {x.RowsRejected}"));
        Assert.Equal(preview.ComplexSet.Notes, files[0].Notes);
        var residues = await db.Sequences.Where(x => x.Id == complexes[0].Subunits[1].SequenceId).Select(x => x.Residues).SingleAsync(Stop);
        Assert.Equal("MXK", residues);
    }

    [Fact]
    public async Task Confirming_twice_at_once_makes_one_campaign()
    {
        using var bench = new ImportBench(database);
        var (set, sequences) = (await bench.UploadAsync("set.tsv", s_set), await bench.UploadAsync("all.fasta", Sequences));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => bench.ConfirmAsync(set, sequences)));
        var later = await bench.ConfirmAsync(set, sequences);

        Assert.Single(outcomes.Append(later).Select(x => x.CampaignId).Distinct());
        await using var db = database.CreateDbContext();
        Assert.Equal(1, await db.Campaigns.CountAsync(x => x.OwnerId == bench.Person, Stop));
        Assert.Equal(3, await db.Complexes.CountAsync(x => x.CampaignId == later.CampaignId, Stop));
    }

    [Fact]
    public async Task A_complex_without_any_sequence_is_imported_and_waits()
    {
        using var bench = new ImportBench(database);

        var outcome = await bench.ConfirmAsync(await bench.UploadAsync("set.tsv", Of2018(Row("1", "A pair", "P41182;P56524"))));

        await using var db = database.CreateDbContext();
        var complex = await db.Complexes.SingleAsync(x => x.CampaignId == outcome.CampaignId, Stop);
        Assert.Equal((Readiness.MissingSequences, "No sequence for P41182, P56524.", 2, 0), (complex.Readiness, complex.Obstacle, complex.MissingSequences, complex.Tokens));
    }

    [Theory]
    [InlineData("set.tsv", "", "set.tsv: The file is empty.")]
    [InlineData("set.tsv", "nonsense", "set.tsv: This kind of file is not known.")]
    public async Task A_fault_of_the_set_is_refused_and_nothing_is_stored(string name, string text, string refusal)
    {
        using var bench = new ImportBench(database);

        var outcome = await bench.ConfirmAsync(await bench.UploadAsync(name, text));

        Assert.StartsWith(refusal, outcome.Refusal);
        await AssertNoCampaignAsync(bench);
    }

    [Fact]
    public async Task A_fault_of_a_sequence_file_is_refused_and_nothing_is_stored()
    {
        using var bench = new ImportBench(database);

        var outcome = await bench.ConfirmAsync(await bench.UploadAsync("set.tsv", s_set), await bench.UploadAsync("bad.fasta", ">P1\nMK\0"));

        Assert.Equal("bad.fasta: This is not a text file: line 2 holds a zero byte.", outcome.Refusal);
        await AssertNoCampaignAsync(bench);
    }

    [Fact]
    public async Task An_upload_that_has_expired_says_so()
    {
        using var bench = new ImportBench(database);
        var set = await bench.UploadAsync("set.tsv", s_set);
        bench.Time.Advance(TimeSpan.FromDays(8));

        var preview = await bench.ReadAsync(set);
        var outcome = await bench.ConfirmAsync(set);

        Assert.False(preview.CanConfirm);
        Assert.Equal("Upload: This upload has expired or was removed. Upload the file again.", outcome.Refusal);
    }

    [Fact]
    public async Task A_set_with_no_usable_row_is_refused()
    {
        using var bench = new ImportBench(database);

        var outcome = await bench.ConfirmAsync(await bench.UploadAsync("set.tsv", Of2018(Row("1", "Nobody", "None"))));

        Assert.Equal("set.tsv: no complex of this file can be imported; its notes say why.", outcome.Refusal);
    }

    [Fact]
    public async Task A_later_import_finds_the_sequences_of_an_earlier_one_and_equal_ones_are_stored_once()
    {
        using var bench = new ImportBench(database);
        await bench.ConfirmAsync(await bench.UploadAsync("first.tsv", Of2018(Row("1", "A", "P1;P2"))), await bench.UploadAsync("old.fasta", ">P1\nMKVAAA\n>P2\nMKVAAC\n"));

        var outcome = await bench.ConfirmAsync(await bench.UploadAsync("second.tsv", Of2018(Row("1", "B", "P1;P2"))), await bench.UploadAsync("new.fasta", ">P2\nMKVAAA\n"));

        await using var db = database.CreateDbContext();
        var members = await db.Subunits.Where(x => db.Complexes.Any(c => c.Id == x.ComplexId && c.CampaignId == outcome.CampaignId)).OrderBy(x => x.Position).ToListAsync(Stop);
        Assert.Equal(["old.fasta, from an earlier import", "new.fasta"], members.Select(x => x.SequenceSource));
        Assert.Equal(members[0].SequenceId, members[1].SequenceId);
    }

    [Fact]
    public async Task Another_person_does_not_get_my_sequences()
    {
        using var mine = new ImportBench(database);
        using var theirs = new ImportBench(database);
        await mine.ConfirmAsync(await mine.UploadAsync("set.tsv", Of2018(Row("1", "A", "P1"))), await mine.UploadAsync("mine.fasta", ">P1\nMKV\n"));

        var preview = await theirs.ReadAsync(await theirs.UploadAsync("set.tsv", Of2018(Row("1", "A", "P1"))));

        Assert.Equal(0, preview.Totals.Complete);
    }

    [Theory]
    [InlineData(" ")]
    [InlineData(null)]
    public async Task A_campaign_needs_a_name(string? name)
    {
        using var bench = new ImportBench(database);
        var choice = new ImportChoice(await bench.UploadAsync("set.tsv", s_set), []);

        var outcome = await bench.Confirm.ConfirmAsync(bench.Person, name ?? new string('x', 201), choice, Stop);

        Assert.Equal("Give the campaign a name of 1 to 200 characters.", outcome.Refusal);
    }

    [Fact]
    public async Task An_upload_is_recognised_by_its_content()
    {
        using var bench = new ImportBench(database);

        var set = await bench.Reading.RecogniseAsync(bench.Person, await bench.UploadAsync("x.bin", s_set), Stop);
        var sequences = await bench.Reading.RecogniseAsync(bench.Person, await bench.UploadAsync("x.tsv", Sequences), Stop);
        var neither = await bench.Reading.RecogniseAsync(bench.Person, await bench.UploadAsync("x.fasta", ""), Stop);

        Assert.Equal(new UploadKind(UploadContent.ComplexSet, "CORUM 5", null), set);
        Assert.Equal(new UploadKind(UploadContent.Sequences, "FASTA", null), sequences);
        Assert.Equal(new UploadKind(UploadContent.Unknown, null, "The file is empty."), neither);
    }

    private async Task AssertNoCampaignAsync(ImportBench bench)
    {
        await using var db = database.CreateDbContext();
        Assert.False(await db.Campaigns.AnyAsync(x => x.OwnerId == bench.Person, Stop));
    }
}
