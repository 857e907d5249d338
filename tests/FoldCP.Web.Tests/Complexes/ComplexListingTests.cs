using FoldCP.Jobs.Folds;
using FoldCP.Tests;
using FoldCP.Web.Complexes;
using FoldCP.Web.Frame.States;
using FoldCP.Web.Tests.Seeds;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ComplexListingTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int All = 200;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_has_each_complex_once_in_the_order_of_the_file()
    {
        var campaign = await SeedAsync();

        var rows = await ListAsync(campaign, ComplexQuery.All);

        Assert.Equal(Enumerable.Range(1000, All).Select(x => $"CPX-{x}"), rows.Select(x => x.ExternalId));
        Assert.Equal(ComplexState.Running, rows[0].State);
        Assert.Equal("The engine ran out of memory in stage Trunk: 6,203 residues need about 31 GB. Fold fewer chains, or use a machine with more memory.", rows[1].Reason);
        Assert.Equal("No sequence for P12345, Q9UBL6 and 3 more.", rows[6].Reason);
    }

    [Fact]
    public async Task Facets_add_up_to_all_and_do_not_depend_on_the_states_asked_for()
    {
        var campaign = await SeedAsync();
        await using var db = database.CreateDbContext();

        var facets = await db.FacetsAsync(campaign, ComplexQuery.All with { States = StateSet.Of(ComplexState.Done) }, Stop);

        Assert.Equal(All, facets.Total);
        Assert.Equal(8 * All / 20, facets[ComplexState.Done]);
        Assert.Equal(2 * All / 20, facets[ComplexState.MissingSequences]);
        Assert.Equal(facets.Parts, (await db.BalanceAsync(campaign, Stop)).Parts);
    }

    [Theory]
    [InlineData(ComplexState.Done)]
    [InlineData(ComplexState.Failed)]
    [InlineData(ComplexState.Ready)]
    [InlineData(ComplexState.MissingSequences)]
    [InlineData(ComplexState.Unsupported)]
    [InlineData(ComplexState.Queued)]
    public async Task A_state_lists_those_that_show_it_and_no_others(ComplexState state)
    {
        var campaign = await SeedAsync();
        await using var db = database.CreateDbContext();
        var facets = await db.FacetsAsync(campaign, ComplexQuery.All, Stop);

        var rows = await ListAsync(campaign, ComplexQuery.All with { States = StateSet.Of(state) });

        Assert.Equal(facets[state], rows.Count);
        Assert.All(rows, x => Assert.Equal(state, x.State));
    }

    [Theory]
    [InlineData("CPX-1013", 1)]
    [InlineData("hdac4", 20)]
    [InlineData("γ-secretase", 20)]
    [InlineData("P10000", 1)]
    [InlineData("homo sapiens", All)]
    [InlineData("100%", 0)]
    [InlineData("_", 0)]
    public async Task Text_is_looked_for_in_id_name_organism_and_accessions(string text, int found)
    {
        var campaign = await SeedAsync();

        var rows = await ListAsync(campaign, ComplexQuery.All with { Text = text });

        Assert.Equal(found, rows.Count);
    }

    [Theory]
    [InlineData("50%", "CPX-1001")]
    [InlineData("a_b", "CPX-1002")]
    [InlineData(@"c\d", "CPX-1003")]
    [InlineData("plain", "CPX-1004")]
    public async Task Signs_that_stand_for_others_in_patterns_are_taken_as_they_are(string text, string found)
    {
        var campaign = await SeedAsync();
        await using var db = database.CreateDbContext();
        await db.Database.ExecuteSqlAsync($"""
            UPDATE fold."Complexes" SET "Name" = CASE "ExternalId" WHEN 'CPX-1001' THEN '50% open' WHEN 'CPX-1002' THEN 'a_b' WHEN 'CPX-1003' THEN 'c\d' ELSE 'plain, 500, aXb' END
            WHERE "CampaignId" = {campaign} AND "ExternalId" IN ('CPX-1001', 'CPX-1002', 'CPX-1003', 'CPX-1004')
            """, Stop);

        var rows = await ListAsync(campaign, ComplexQuery.All with { Text = text });

        Assert.Equal([found], rows.Select(x => x.ExternalId));
    }

    [Fact]
    public async Task Sizes_bound_the_list_on_both_sides()
    {
        var campaign = await SeedAsync();

        var rows = await ListAsync(campaign, ComplexQuery.All with { MinResidues = 1000, MaxResidues = 2000 });

        Assert.NotEmpty(rows);
        Assert.All(rows, x => Assert.InRange(x.Residues, 1000, 2000));
    }

    [Theory]
    [InlineData(ComplexSort.Id)]
    [InlineData(ComplexSort.Name)]
    [InlineData(ComplexSort.Subunits)]
    [InlineData(ComplexSort.Chains)]
    [InlineData(ComplexSort.Residues)]
    [InlineData(ComplexSort.State)]
    [InlineData(ComplexSort.File)]
    public async Task Each_column_sorts_both_ways_over_the_whole_list(ComplexSort column)
    {
        var campaign = await SeedAsync();

        var up = await ListAsync(campaign, ComplexQuery.All with { Sort = column });
        var down = await ListAsync(campaign, ComplexQuery.All with { Sort = column, Descending = true });

        Assert.Equal(All, up.Count);
        Assert.Equal(up.Select(x => x.Id).Order(), down.Select(x => x.Id).Order());
        Assert.Equal(up.OrderBy(x => Key(column, x)).Select(x => x.Id), up.Select(x => x.Id));
        Assert.Equal(down.OrderByDescending(x => Key(column, x)).Select(x => x.Id), down.Select(x => x.Id));
    }

    [Fact]
    public async Task By_score_those_without_one_come_last_either_way()
    {
        var campaign = await SeedAsync();

        var best = await ListAsync(campaign, ComplexQuery.All with { Sort = ComplexSort.Score, Descending = true });
        var worst = await ListAsync(campaign, ComplexQuery.All with { Sort = ComplexSort.Score });

        int scored = best.Count(x => x.Score is not null);
        Assert.All(best.Take(scored), x => Assert.NotNull(x.Score));
        Assert.All(worst.Take(scored), x => Assert.NotNull(x.Score));
        Assert.Equal(best.Max(x => x.Score), best[0].Score);
        Assert.Equal(best.Min(x => x.Score), worst[0].Score);
    }

    [Fact]
    public async Task All_that_match_but_one_is_the_same_set_in_the_database()
    {
        var campaign = await SeedAsync();
        var query = ComplexQuery.All with { States = StateSet.Of(ComplexState.Ready) };
        var ready = await ListAsync(campaign, query);
        await using var db = database.CreateDbContext();

        var chosen = ComplexSelection.All(query).Toggle(ready[3].Id).Of(db.ComplexesWithFolds(campaign)).Select(x => x.Complex.Id).ToHashSet();

        Assert.Equal(ready.Select(x => x.Id).Where(x => x != ready[3].Id).Order(), chosen.Order());
    }

    [Fact]
    public async Task Rows_of_another_campaign_are_not_read_by_their_ids()
    {
        var (mine, other) = (await SeedAsync(), await SeedAsync());
        await using var db = database.CreateDbContext();
        var ids = await db.ComplexIdsAsync(other, ComplexQuery.All, Stop);

        Assert.Empty(await db.ComplexRowsAsync(mine, ids, Stop));
    }

    private static IComparable Key(ComplexSort column, ComplexRow row) => column switch
    {
        ComplexSort.Id => row.ExternalId,
        ComplexSort.Name => new Ordinal(row.Name.ToLowerInvariant()),
        ComplexSort.Subunits => row.Subunits,
        ComplexSort.Chains => row.Chains,
        ComplexSort.Residues => row.Residues,
        ComplexSort.State => StateLook.Order.ToList().IndexOf(row.State),
        _ => int.Parse(row.ExternalId.AsSpan(4), System.Globalization.CultureInfo.InvariantCulture),
    };

    private Task<Guid> SeedAsync() => SeededCampaign.AddAsync(database.Source, Guid.CreateVersion7(), "Seeded", All, Stop);

    private async Task<IReadOnlyList<ComplexRow>> ListAsync(Guid campaign, ComplexQuery query)
    {
        await using var db = database.CreateDbContext();
        return await db.ComplexRowsAsync(campaign, await db.ComplexIdsAsync(campaign, query, Stop), Stop);
    }

    /// <summary>Compares as the database does, byte by byte.</summary>
    private sealed record Ordinal(string Text) : IComparable
    {
        public int CompareTo(object? other) => string.CompareOrdinal(Text, (other as Ordinal)?.Text);
    }
}
