using System.IO.Compression;
using System.Net;
using FoldCP.Contract;
using FoldCP.Jobs;
using FoldCP.Web.Tests.Hosting;
using Xunit;

namespace FoldCP.Web.Tests.Results;

public sealed class ArtefactApiTests(WebApp app) : IClassFixture<WebApp>
{
    private static readonly string s_structure = string.Concat(Enumerable.Range(1, 500).Select(x => $"ATOM {x} C CA ALA A {x % 7}\n"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_structure_comes_whole_and_may_be_kept()
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        var answer = await visitor.SendAsync(HttpMethod.Get, structure.Path);

        Assert.Equal((HttpStatusCode.OK, "chemical/x-mmcif"), (answer.StatusCode, answer.Content.Headers.ContentType?.ToString()));
        Assert.Equal(structure.Content, await answer.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal($"\"{structure.Sha256}\"", answer.Headers.ETag?.Tag);
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        Assert.Equal("max-age=31536000, private, immutable", answer.Headers.CacheControl?.ToString());
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("gzip, deflate, br")]
    [InlineData("gzip;q=0.5")]
    public async Task Who_takes_gzip_gets_the_copy_that_lies_in_the_store(string encodings)
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        var answer = await visitor.SendAsync(HttpMethod.Get, structure.Path, ("Accept-Encoding", encodings));

        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal($"\"{structure.Sha256}-gzip\"", answer.Headers.ETag?.Tag);
        byte[] sent = await answer.Content.ReadAsByteArrayAsync(Stop);
        Assert.Equal(await File.ReadAllBytesAsync(structure.Place + ".gz", Stop), sent);
        await using var unzipped = new GZipStream(new MemoryStream(sent), CompressionMode.Decompress);
        using var content = new MemoryStream();
        await unzipped.CopyToAsync(content, Stop);
        Assert.Equal(structure.Content, content.ToArray());
    }

    [Theory]
    [InlineData("gzip;q=0")]
    [InlineData("identity")]
    public async Task Who_refuses_gzip_gets_the_plain_file(string encodings)
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        var answer = await visitor.SendAsync(HttpMethod.Get, structure.Path, ("Accept-Encoding", encodings));

        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal(structure.Content, await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task A_part_is_sent_plain_whatever_the_browser_takes()
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        var answer = await visitor.SendAsync(HttpMethod.Get, structure.Path, ("Range", "bytes=5-11"), ("Accept-Encoding", "gzip, br"));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal($"bytes 5-11/{structure.Content.Length}", answer.Content.Headers.ContentRange?.ToString());
        Assert.Empty(answer.Content.Headers.ContentEncoding);
        Assert.Equal(structure.Content[5..12], await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task A_part_behind_the_end_is_refused()
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        var answer = await visitor.SendAsync(HttpMethod.Get, structure.Path, ("Range", $"bytes={structure.Content.Length}-"));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "identity", HttpStatusCode.NotModified)]
    [InlineData("-gzip", "gzip", HttpStatusCode.NotModified)]
    [InlineData("-other", "gzip", HttpStatusCode.OK)]
    public async Task What_a_browser_has_is_not_sent_again(string variant, string encoding, HttpStatusCode status)
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        var answer = await visitor.SendAsync(
            HttpMethod.Get, structure.Path, ("If-None-Match", $"\"{structure.Sha256}{variant}\""), ("Accept-Encoding", encoding));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(status == HttpStatusCode.NotModified, (await answer.Content.ReadAsByteArrayAsync(Stop)).Length == 0);
    }

    [Theory]
    [InlineData("confidence_0.json", ResultKind.Confidence, "application/json")]
    [InlineData("affinity.json", ResultKind.Affinity, "application/json")]
    [InlineData("structure_0.pdb", ResultKind.Pdb, "chemical/x-pdb")]
    [InlineData("structure_0.bcif", ResultKind.BinaryCif, "application/octet-stream")]
    [InlineData("pae_0.npz", ResultKind.Pae, "application/zip")]
    public async Task Files_have_the_type_of_their_kind(string name, ResultKind kind, string type)
    {
        var file = await StoredResult.AddAsync(app, "{}", name, kind, ownerId: null, Stop);

        var answer = await (await AdministratorAsync()).SendAsync(HttpMethod.Get, file.Path);

        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
    }

    [Fact]
    public async Task Unknown_ids_and_names_are_not_found()
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());

        foreach (string path in new[] { $"/artefacts/{Guid.Empty}/structure_0.cif", $"/artefacts/{structure.Id}/other.cif", "/artefacts/x/structure_0.cif", $"/artefacts/{structure.Id}/..%2Fsecret" })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.SendAsync(HttpMethod.Get, path)).StatusCode);
    }

    [Fact]
    public async Task Anothers_structure_is_not_found_and_ones_own_is()
    {
        var member = await app.AddMemberAsync("member");
        var own = await StoredResult.AddAsync(app, s_structure, "structure_0.cif", ResultKind.Structure, member.Id, Stop);
        var other = await StructureAsync();
        using var visitor = app.Visit();
        await visitor.SignInAsync("member");

        Assert.Equal(HttpStatusCode.OK, (await visitor.SendAsync(HttpMethod.Get, own.Path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.SendAsync(HttpMethod.Get, other.Path)).StatusCode);
    }

    [Fact]
    public async Task A_file_that_is_missing_on_the_disk_is_told_with_what_to_do()
    {
        var lost = await StoredResult.AddAsync(app, "data_lost\n", "structure_0.cif", ResultKind.Structure, ownerId: null, Stop);
        File.Delete(lost.Place);

        var answer = await (await AdministratorAsync()).SendAsync(HttpMethod.Get, lost.Path);

        Assert.Equal((HttpStatusCode.Gone, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.NotEqual(true, answer.Headers.CacheControl?.ToString().Contains("immutable", StringComparison.Ordinal));
        string words = await answer.TextAsync();
        Assert.Contains("structure_0.cif is not in the store", words, StringComparison.Ordinal);
        Assert.Contains("fold the complex again", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_engines_log_is_sent_as_text_where_there_is_one()
    {
        var (structure, visitor) = (await StructureAsync(), await AdministratorAsync());
        string path = $"/folds/{structure.FoldId}/log.txt";
        var none = await visitor.SendAsync(HttpMethod.Get, path);
        var folder = new RunFolder(new StateFolder(app.StateFolder).RunOf(structure.FoldId));
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(folder.Log, "Sampling: ä\n", Stop);

        var answer = await visitor.SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
        Assert.Equal("text/plain; charset=utf-8", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal("Sampling: ä\n", await answer.TextAsync());
    }

    private Task<StoredResult> StructureAsync()
        => StoredResult.AddAsync(app, s_structure, "structure_0.cif", ResultKind.Structure, ownerId: null, Stop);

    private async Task<Visitor> AdministratorAsync()
    {
        var visitor = app.Visit();
        await visitor.SignInAsync();
        return visitor;
    }
}
