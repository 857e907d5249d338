using System.Net;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _client = new();
    private readonly byte[] _content = [.. Enumerable.Range(0, 100_000).Select(number => (byte)(number % 251))];
    private readonly FileServer _server;

    public DownloadTests() => _server = new(_content);

    private string Part => _folder.File("file.part");

    public void Dispose()
    {
        _server.Dispose();
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_file_comes_whole_also_from_elsewhere()
    {
        var told = new List<DownloadProgress>();

        await Get(_server.Elsewhere, told.Add);

        Assert.Equal(_content, File.ReadAllBytes(Part));
        Assert.Equal(new DownloadProgress(100_000, 100_000), told[^1]);
    }

    [Fact]
    public async Task A_connection_that_is_cut_again_and_again_still_brings_the_file()
    {
        _server.CutAfter = 30_000;

        await Get(_server.Address);

        Assert.Equal(_content, File.ReadAllBytes(Part));
        Assert.Equal(["", "bytes=30000- \"one\"", "bytes=60000- \"one\"", "bytes=90000- \"one\""], _server.Asked);
    }

    [Fact]
    public async Task Another_run_goes_on_where_the_first_one_stopped()
    {
        using var stop = new CancellationTokenSource();
        _server.CutAfter = 40_000;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Get(_server.Address, progress =>
        {
            if (progress.Bytes == 40_000)
                stop.Cancel();
        }, stop.Token));
        _server.CutAfter = null;

        await Get(_server.Address);

        Assert.Equal(_content, File.ReadAllBytes(Part));
        Assert.Equal("bytes=40000- \"one\"", _server.Asked[^1]);
    }

    [Fact]
    public async Task Another_file_at_the_same_address_is_begun_anew()
    {
        await GetHalf();
        _server.Content = [.. _content.Reverse()];
        _server.ETag = "\"two\"";

        await Get(_server.Address);

        Assert.Equal(_server.Content, File.ReadAllBytes(Part));
        Assert.Equal("bytes=50000- \"one\"", _server.Asked[^1]);
    }

    [Theory]
    [InlineData(false, "\"one\"", "bytes=50000- \"one\"")]      // it sends all, whatever it is asked for
    [InlineData(true, null, "")]                                // nothing says that it is the same file: it is not asked for the rest
    [InlineData(true, "W/\"weak\"", "")]
    public async Task A_server_that_cannot_go_on_sends_the_file_anew(bool knowsRanges, string? etag, string asked)
    {
        (_server.KnowsRanges, _server.ETag) = (knowsRanges, etag);
        await GetHalf();

        await Get(_server.Address);

        Assert.Equal(_content, File.ReadAllBytes(Part));
        Assert.Equal(asked, _server.Asked[^1]);
    }

    [Fact]
    public async Task A_part_of_another_address_is_not_gone_on_with()
    {
        await GetHalf();
        using var other = new FileServer([.. _content.Reverse()]);

        await Get(other.Address);

        Assert.Equal(other.Content, File.ReadAllBytes(Part));
        Assert.Equal([""], other.Asked);
    }

    [Fact]
    public async Task What_is_all_here_is_not_sent_again()
    {
        await Get(_server.Address);

        await Get(_server.Address);

        Assert.Equal(_content, File.ReadAllBytes(Part));
        Assert.Equal(["", "bytes=100000- \"one\""], _server.Asked);
    }

    [Theory]
    [InlineData(HttpStatusCode.NotFound, 1, "404 Not Found")]
    [InlineData(HttpStatusCode.Forbidden, 1, "403 Forbidden")]
    [InlineData(HttpStatusCode.ServiceUnavailable, 5, "503 Service Unavailable")]   // that may pass: asked again
    public async Task A_refusal_is_told(HttpStatusCode refusal, int times, string told)
    {
        _server.Refusal = refusal;

        var failure = await Assert.ThrowsAsync<DownloadException>(() => Get(_server.Address));

        Assert.Contains(told, failure.Message);
        Assert.StartsWith(_server.Address.AbsoluteUri, failure.Message);
        Assert.Equal(times, _server.Asked.Count);
    }

    [Fact]
    public async Task Nobody_there_is_told()
    {
        _server.Dispose();

        var failure = await Assert.ThrowsAsync<DownloadException>(() => Get(_server.Address));

        Assert.Contains("refused", failure.Message);
    }

    private async Task GetHalf()
    {
        _server.CutAfter = 50_000;
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Get(_server.Address, progress =>
        {
            if (progress.Bytes == 50_000)
                stop.Cancel();
        }, stop.Token));
        _server.CutAfter = null;
    }

    private Task Get(Uri address, Action<DownloadProgress>? tell = null, CancellationToken? stop = null)
        => new Download(_client, address, Part) { Patience = TimeSpan.FromMilliseconds(1) }
            .RunAsync(tell ?? (_ => { }), stop ?? TestContext.Current.CancellationToken);
}
