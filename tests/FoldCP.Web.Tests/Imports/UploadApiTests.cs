using System.Net;
using System.Text;
using FoldCP.Jobs;
using FoldCP.Jobs.Imports;
using FoldCP.Tests;
using FoldCP.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.Imports;

/// <summary>Good and bad uploads over HTTP.</summary>
public sealed class UploadApiTests(SmallUploads app) : IClassFixture<SmallUploads>
{
    [Theory]
    [InlineData(null)]
    [InlineData("made up")]
    public async Task What_no_page_of_ours_has_sent_is_refused(string? token)
    {
        using var visitor = await SignedInAsync();
        string[] before = app.Kept;

        var answer = await visitor.UploadAsync(Uploads.Bytes(1, 2, 3), token, "set.tsv");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith("The upload did not come from a page of this session.", await answer.DetailAsync());
        Assert.Equal(before, app.Kept);
    }

    [Fact]
    public async Task A_file_arrives_as_it_is_in_a_form_or_by_itself()
    {
        using var visitor = await SignedInAsync();
        using var form = new MultipartFormDataContent { { new StringContent("a field before"), "field" }, { Uploads.Bytes(1, 2, 3), "file", "in a form.tsv" } };

        var first = await visitor.UploadAsync(form);
        var second = await visitor.UploadAsync(Uploads.Bytes(1, 2, 3), "by%20itself.tsv");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.StatusCode, second.StatusCode));
        var uploads = await FindAsync(await first.IdAsync(), await second.IdAsync());
        Assert.Equal(["in a form.tsv", "by itself.tsv"], uploads.Select(x => x.FileName));
        Assert.Equal([3L, 3L], uploads.Select(x => x.Bytes));
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(Path.Combine(app.Folder, uploads[0].Sha256), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_larger_than_the_bound_is_refused_on_the_way_and_leaves_nothing(bool isForm)
    {
        using var visitor = await SignedInAsync();
        string[] before = app.Kept;
        await using var endless = new GeneratedStream(3 * SmallUploads.MaxBytes);
        var body = Uploads.Raw(new StreamContent(endless));

        var answer = await visitor.UploadAsync(isForm ? new MultipartFormDataContent { { body, "file", "huge.fasta" } } : body);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.StartsWith("The file is larger than 1,000,000 bytes, the most that is taken here. Split it,", await answer.DetailAsync());
        Assert.Equal(before, app.Kept);
    }

    [Theory]
    [InlineData("multipart/form-data", "x", "The form is garbled (it has no proper boundary). Upload the file again.")]
    [InlineData("multipart/form-data; boundary=b", "no part at all", "The form is garbled (its end is missing). Upload the file again.")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.tsv\"\r\n\r\nhalf", "The upload broke off before its end")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nx\r\n--b--\r\n", "The request has no file.")]
    public async Task A_form_that_cannot_be_read_is_told_and_leaves_nothing(string type, string body, string words)
    {
        using var visitor = await SignedInAsync();
        string[] before = app.Kept;

        var answer = await visitor.UploadAsync(Uploads.Raw(new ByteArrayContent(Encoding.UTF8.GetBytes(body)), type));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.StartsWith(words, await answer.DetailAsync());
        Assert.Equal(before, app.Kept);
    }

    [Theory]
    [InlineData(new byte[0], "The file is empty.")]
    [InlineData(new byte[] { 1, 2, 0, 3 }, "This is not a text file: line 1 holds a zero byte.")]
    [InlineData(new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 }, "This is not UTF-8 text: in or after line 1 it holds FF (hexadecimal)")]
    public async Task What_is_no_table_is_taken_and_told_when_it_is_read(byte[] bytes, string words)
    {
        using var visitor = await SignedInAsync();

        var id = await (await visitor.UploadAsync(Uploads.Bytes(bytes), "set.tsv")).IdAsync();

        var upload = Assert.Single(await FindAsync(id));
        var kind = await app.Server.Services.GetRequiredService<ImportReading>().RecogniseAsync(upload.OwnerId, id, TestContext.Current.CancellationToken);
        Assert.Equal(UploadContent.Unknown, kind.Content);
        Assert.StartsWith(words, kind.Fault);
    }

    [Fact]
    public async Task Nobody_drops_another_persons_upload()
    {
        await app.Server.AddMemberAsync("grace");
        using var mine = await SignedInAsync();
        using var theirs = app.Server.Visit();
        await theirs.SignInAsync("grace");
        var id = await (await mine.UploadAsync(Uploads.Bytes(7), "mine.tsv")).IdAsync();

        var hers = await theirs.DropAsync(id);
        Assert.Equal(HttpStatusCode.NotFound, hers.StatusCode);
        Assert.Single(await FindAsync(id));

        Assert.Equal(HttpStatusCode.NoContent, (await mine.DropAsync(id)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mine.DropAsync(id)).StatusCode);
        Assert.Empty(await FindAsync(id));
    }

    [Fact]
    public async Task Dropping_wants_a_page_of_ours_too()
    {
        using var visitor = await SignedInAsync();
        var id = await (await visitor.UploadAsync(Uploads.Bytes(8))).IdAsync();

        var answer = await visitor.SendAsync(HttpMethod.Delete, $"/uploads/{id}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Single(await FindAsync(id));
    }

    [Fact]
    public async Task A_disk_that_takes_nothing_is_told_in_words()
    {
        using var visitor = await SignedInAsync();
        string away = app.Folder + ".away";
        Directory.Move(app.Folder, away);
        await File.WriteAllBytesAsync(app.Folder, [], TestContext.Current.CancellationToken);

        var answer = await visitor.UploadAsync(Uploads.Bytes(9), "set.tsv");

        File.Delete(app.Folder);
        Directory.Move(away, app.Folder);
        Assert.Equal(HttpStatusCode.InsufficientStorage, answer.StatusCode);
        Assert.StartsWith("The server cannot write into its folder for uploads, so nothing of the file was kept.", await answer.DetailAsync());
        Assert.Equal(HttpStatusCode.Created, (await visitor.UploadAsync(Uploads.Bytes(9), "set.tsv")).StatusCode);
    }

    private async Task<Visitor> SignedInAsync()
    {
        var visitor = app.Server.Visit();
        await visitor.SignInAsync();
        return visitor;
    }

    private async Task<List<Upload>> FindAsync(params Guid[] ids)
    {
        await using var db = await app.Server.Services.GetRequiredService<IDbContextFactory<FoldContext>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        return await db.Uploads.Where(x => ids.Contains(x.Id)).OrderBy(x => x.Id).ToListAsync(TestContext.Current.CancellationToken);
    }
}
