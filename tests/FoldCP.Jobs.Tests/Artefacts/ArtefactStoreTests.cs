using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FoldCP.Contract;
using FoldCP.Jobs.Artefacts;
using FoldCP.Jobs.Results;

namespace FoldCP.Jobs.Tests.Artefacts;

public sealed class ArtefactStoreTests : IDisposable
{
    private const string Content = "data_fold\nloop_\n";
    private readonly TemporaryFolder _place = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private ArtefactStore Store => new(new StateFolder(_place.Path));

    [Fact]
    public async Task A_file_is_found_by_its_digest_plain_and_gzipped()
    {
        var file = Written(Content);

        await Store.TakeAsync(_place.File(file.Path), file, Stop);

        Assert.Equal(Content, File.ReadAllText(Store.Find(file.Sha256)!));
        await using var gzip = new GZipStream(File.OpenRead(Store.FindCompressed(file.Sha256)!), CompressionMode.Decompress);
        Assert.Equal(Content, await new StreamReader(gzip).ReadToEndAsync(Stop));
    }

    [Fact]
    public async Task Taking_a_file_twice_stores_it_once()
    {
        var file = Written(Content);

        await Store.TakeAsync(_place.File(file.Path), file, Stop);
        await Store.TakeAsync(_place.File(file.Path), file, Stop);

        Assert.Equal(2, Directory.GetFiles(_place.File("artefacts"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_file_with_other_bytes_is_refused_and_leaves_nothing()
    {
        var file = Written(Content);
        File.WriteAllText(_place.File(file.Path), Content.Replace('d', 'x'));

        var refusal = await Assert.ThrowsAsync<BadResultException>(() => Store.TakeAsync(_place.File(file.Path), file, Stop));

        Assert.Contains("structure_0.cif has the SHA-256", refusal.Message);
        Assert.Empty(Directory.GetFiles(_place.File("artefacts"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_cut_off_file_is_refused_by_its_length()
    {
        var file = Written(Content);
        File.WriteAllText(_place.File(file.Path), Content[..5]);

        var refusal = await Assert.ThrowsAsync<BadResultException>(() => Store.TakeAsync(_place.File(file.Path), file, Stop));

        Assert.Equal("structure_0.cif has 5 bytes; the engine's done.json promises 16.", refusal.Message);
    }

    [Fact]
    public async Task Half_made_copies_of_a_dead_server_are_removed_and_those_in_the_making_stay()
    {
        var file = Written(Content);
        await Store.TakeAsync(_place.File(file.Path), file, Stop);
        string place = Store.Find(file.Sha256)!;
        foreach (string end in new[] { ".old.tmp", ".old.tmp.gz", ".new.tmp" })
            await File.WriteAllTextAsync(place + end, "half", Stop);
        foreach (string old in new[] { place, place + ".gz", place + ".old.tmp", place + ".old.tmp.gz" })
            File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(-2));

        Store.RemoveAbandoned(TimeProvider.System.GetUtcNow());

        Assert.Equal([place, place + ".gz", place + ".new.tmp"], Directory.GetFiles(Path.GetDirectoryName(place)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_missing_file_is_named()
    {
        var file = Written(Content);
        File.Delete(_place.File(file.Path));

        var refusal = await Assert.ThrowsAsync<BadResultException>(() => Store.TakeAsync(_place.File(file.Path), file, Stop));

        Assert.Equal("structure_0.cif is missing, though the engine's done.json names it.", refusal.Message);
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("..aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Nothing_but_a_digest_names_a_file(string name)
    {
        Assert.Null(Store.Find(name));
        Assert.Null(Store.FindCompressed(name));
    }

    public void Dispose() => _place.Dispose();

    private ResultFile Written(string content)
    {
        File.WriteAllText(_place.File("structure_0.cif"), content);
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        return new ResultFile("structure_0.cif", ResultKind.Structure, 0, bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
