using System.Net;
using FoldCP.Contract;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Weights.Pickles;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class WeightsCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SentTo _sentTo = new();
    private readonly HttpClient _client;
    private readonly StringWriter _said = new();
    private readonly WeightsCache _cache;

    public WeightsCommandTests() => (_cache, _client) = (new(_folder.File("cache")), new(_sentTo));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Weights_come_once_and_are_checked_ever_after()
    {
        using var server = Serve(Network("layer"));

        Assert.Equal(ExitCode.Done, await Command().GetAsync("boltz1", from: null, Stop));
        Assert.Equal(ExitCode.Done, await Command().GetAsync("boltz1", from: null, Stop));

        Assert.Single(server.Asked);
        Assert.Equal(["boltz1_conf.ckpt", "boltz1_conf.ckpt.sha256"], Directory.GetFiles(_cache.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal($"{FileHash.Of(CacheFile)}  boltz1_conf.ckpt\n", File.ReadAllText(CacheFile + ".sha256"));
        Assert.Contains("is here already, and is the file that came", _said.ToString());
        ChangeMiddleByte(CacheFile);
        Assert.Contains("has changed since it came", Assert.Throws<InvalidDataException>(() => _cache.Checked(ReleasedWeights.Find("boltz1")!)).Message);
        Assert.Equal(ExitCode.BadInput, await Command().GetAsync("boltz1", from: null, Stop));
    }

    [Fact]
    public async Task An_interrupted_download_goes_on_and_is_shown_in_the_list()
    {
        using var server = Serve(Network("layer"));
        using var stop = new CancellationTokenSource();
        server.CutAfter = 700;
        var stopped = new WeightsCommand(_cache, _client, new StoppingWriter(stop), _said) { Patience = TimeSpan.FromMinutes(1) }.GetAsync("boltz1", from: null, stop.Token);
        Assert.Equal(ExitCode.Cancelled, await stopped);
        Command().ShowList();
        Assert.Matches(@"boltz1 +[1-9][\d,]* bytes of it, not whole yet", _said.ToString());
        server.CutAfter = null;

        Assert.Equal(ExitCode.Done, await Command().GetAsync("boltz1", from: null, Stop));

        Assert.Equal(server.Content, File.ReadAllBytes(CacheFile));
        Assert.StartsWith("bytes=", server.Asked[^1]);
    }

    [Fact]
    public async Task What_comes_is_compared_with_the_published_checksum_and_thrown_away()
    {
        using var server = Serve(Network("diffusion_conditioning"));

        Assert.Equal(ExitCode.BadInput, await Command().GetAsync("boltz2", from: null, Stop));

        Assert.Contains("is not boltz2 as it was published", _said.ToString());
        Assert.Empty(Directory.GetFiles(_cache.Folder));
    }

    [Fact]
    public async Task The_second_address_is_asked_where_the_first_one_fails_and_all_failures_are_told()
    {
        using var server = Serve(Network("layer"));
        server.Refusal = HttpStatusCode.NotFound;

        Assert.Equal(ExitCode.Internal, await Command().GetAsync("boltz1", from: null, Stop));

        Assert.Contains("https://model-gateway.boltz.bio/boltz1_conf.ckpt: the server answers 404", _said.ToString());
        Assert.Contains("https://huggingface.co/boltz-community/boltz-1/resolve/main/boltz1_conf.ckpt: the server answers 404", _said.ToString());
        Assert.Contains("use --from", _said.ToString());
    }

    [Fact]
    public async Task What_one_address_sends_wrongly_the_other_may_send_rightly()
    {
        using var wrong = Serve("<html>sign in here</html>"u8.ToArray());
        using var right = new FileServer(Network("layer"));
        _sentTo.Second = right.Address;

        Assert.Equal(ExitCode.Done, await Command().GetAsync("boltz1", from: null, Stop));

        Assert.Equal(right.Content, File.ReadAllBytes(CacheFile));
    }

    [Fact]
    public async Task Two_at_once_do_not_write_into_one_file()
    {
        using var server = Serve(Network("layer"));
        Directory.CreateDirectory(_cache.Folder);
        using var other = new FileStream(_cache.PartOf(ReleasedWeights.Find("boltz1")!) + ".lock", FileMode.Create, FileAccess.Write, FileShare.None);

        Assert.Equal(ExitCode.Internal, await Command().GetAsync("boltz1", from: null, Stop));

        Assert.Contains("Another foldcp is getting boltz1", _said.ToString());
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task A_file_can_be_brought_and_what_is_not_published_is_told()
    {
        var brought = Written(Network("diffusion_conditioning"));

        Assert.Equal(ExitCode.Done, await Command().GetAsync("boltz2", brought, Stop));
        Command().ShowList();

        Assert.Contains("which is not the published one", _said.ToString());
        Assert.Contains($"SHA-256 {FileHash.Of(brought)}", _said.ToString());
        Assert.True(File.Exists(brought));
        Assert.Equal(_cache.FileOf(ReleasedWeights.Find("boltz2")!), _cache.Checked(ReleasedWeights.Find("boltz2")!).Path);
    }

    [Fact]
    public async Task A_file_that_holds_something_else_is_refused_and_the_cache_stays_as_it_was()
    {
        Assert.Equal(ExitCode.Done, await Command().GetAsync("boltz2", Written(Network("diffusion_conditioning")), Stop));
        var before = File.ReadAllBytes(_cache.FileOf(ReleasedWeights.Find("boltz2")!));

        Assert.Equal(ExitCode.BadInput, await Command().GetAsync("boltz2", Written(Network("layer")), Stop));
        Assert.Equal(ExitCode.BadInput, await Command().GetAsync("boltz2", Written("<html>"u8.ToArray()), Stop));
        Assert.Equal(ExitCode.BadInput, await Command().GetAsync("boltz2", "/no/such.ckpt", Stop));
        Assert.Equal(ExitCode.BadInput, await Command().GetAsync("boltz7", from: null, Stop));

        Assert.Contains("holds the weights of Boltz-1, and not of Boltz-2 as boltz2 should", _said.ToString());
        Assert.Contains("not a PyTorch file", _said.ToString());
        Assert.Contains("/no/such.ckpt: there is no such file", _said.ToString());
        Assert.Contains("no weights named boltz7. These are: boltz2, boltz2-affinity, boltz1.", _said.ToString());
        Assert.Equal(before, File.ReadAllBytes(_cache.FileOf(ReleasedWeights.Find("boltz2")!)));
    }

    [Fact]
    public void An_empty_cache_lists_what_could_be_in_it()
    {
        Assert.Equal(ExitCode.Done, Command().ShowList());

        Assert.Contains("boltz2-affinity  not here", _said.ToString());
    }

    private string CacheFile => _cache.FileOf(ReleasedWeights.Find("boltz1")!);

    private FileServer Serve(byte[] content)
    {
        var server = new FileServer(content);
        _sentTo.Target = server.Address;
        return server;
    }

    private WeightsCommand Command() => new(_cache, _client, _said, _said) { Patience = TimeSpan.FromMilliseconds(1) };

    private string Written(byte[] content)
    {
        var path = _folder.File($"{Guid.NewGuid()}.ckpt");
        File.WriteAllBytes(path, content);
        return path;
    }

    // The least that is taken for a network: two parts that all have, and one that tells which.
    private static byte[] Network(string part) => TorchArchive.Of(
        new Dictionary<string, object?>
        {
            ["state_dict"] = new[] { "input_embedder", "structure_module", part }
                .ToDictionary(name => $"{name}.weight", _ => (object?)TensorOf.Contiguous("FloatStorage", "0", 256)),
            ["hyper_parameters"] = new Dictionary<string, object?>(),
        },
        ("0", new byte[1024]));

    private static void ChangeMiddleByte(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>Stops what it is told about at the second line: some of it is here then.</summary>
    private sealed class StoppingWriter(CancellationTokenSource stop) : StringWriter
    {
        private int _lines;

        public override void WriteLine(string? value)
        {
            if (++_lines == 2)
                stop.Cancel();
        }
    }

    /// <summary>Sends every request to a server of the test, whatever its address.</summary>
    private sealed class SentTo() : DelegatingHandler(new HttpClientHandler())
    {
        public Uri? Target { get; set; }

        /// <summary>For the second address of released weights, if that is another one.</summary>
        public Uri? Second { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = Second is not null && request.RequestUri!.Host == "huggingface.co" ? Second : Target;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
