using System.Net;
using FoldCP.Jobs;
using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Imports;
using FoldCP.Web.Campaigns;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.Campaigns;

public sealed class FileNotesTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly DateTimeOffset s_day = new(2026, 2, 3, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_first_notes_are_shown_with_rejected_rows_before_warnings()
    {
        var (campaignId, fileId) = await ImportAsync("ada", [Warning(2), .. Enumerable.Range(3, 600).Select(Warning), Rejected(900), Rejected(901)]);
        await using var db = await ContextAsync();

        var file = Assert.Single(await FileAccount.AllOfAsync(db, campaignId, TestContext.Current.CancellationToken));

        Assert.Equal((fileId, 603), (file.Id, file.NoteCount));
        Assert.Equal(FileAccount.NotesShown, file.FirstNotes.Count);
        Assert.Equal([900, 901, 2, 3], file.FirstNotes.Take(4).Select(x => x.Line));
        Assert.Equal(Rejected(900), file.FirstNotes[0]);
        Assert.Equal(new RowAccount(603, 601, 0, 2, 601), file.Rows);
    }

    [Fact]
    public async Task Every_rejected_row_is_in_the_table_that_is_downloaded()
    {
        var (campaignId, fileId) = await ImportAsync("grace", [.. Enumerable.Range(2, 6_000).Select(Rejected)]);
        using var visitor = app.Visit();
        await visitor.SignInAsync("grace");

        var answer = await visitor.SendAsync(HttpMethod.Get, FileNotesApi.AddressOf(campaignId, fileId));

        Assert.Equal("a set-notes.csv", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        string[] lines = (await answer.TextAsync()).TrimEnd().Split("\r\n");
        Assert.Equal(6_001, lines.Length);
        Assert.Equal("a set.tsv,6001,Rejected,CPX-6001,None,The complex names no member.", lines[^1]);
    }

    [Fact]
    public async Task Another_persons_files_are_not_found()
    {
        var (campaignId, fileId) = await ImportAsync("mary", [Rejected(2)]);
        var (others, _) = await ImportAsync("joan", []);
        using var visitor = app.Visit();
        await visitor.SignInAsync("joan");

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SendAsync(HttpMethod.Get, FileNotesApi.AddressOf(campaignId, fileId))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SendAsync(HttpMethod.Get, FileNotesApi.AddressOf(others, fileId))).StatusCode);
    }

    private static ImportNote Rejected(int line) => new(line, NoteSeverity.Rejected, $"CPX-{line}", "None", "The complex names no member.");

    private static ImportNote Warning(int line) => new(line, NoteSeverity.Warning, $"CPX-{line}", null, "Copies unknown, one assumed: P1.");

    private async Task<FoldContext> ContextAsync()
        => await app.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);

    private async Task<(Guid CampaignId, Guid FileId)> ImportAsync(string owner, ImportNote[] notes)
    {
        var person = await app.AddMemberAsync(owner);
        int rejected = notes.Count(x => x.Severity == NoteSeverity.Rejected);
        var campaign = new Campaign("A campaign", person.Id, s_day);
        var file = new ImportedFile(campaign.Id, new FileReading
        {
            UploadId = Guid.Empty,
            FileName = "a set.tsv",
            Sha256 = new string('a', 64),
            Bytes = 1,
            Account = new RowAccount(notes.Length, notes.Length - rejected, 0, rejected, notes.Length - rejected),
            Notes = notes,
        }, s_day);
        await using var db = await ContextAsync();
        db.AddRange(campaign, file);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return (campaign.Id, file.Id);
    }
}
