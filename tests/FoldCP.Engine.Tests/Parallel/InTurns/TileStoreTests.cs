using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.InTurns;

/// <summary>Both stores keep numbers as they are, and tensors come back from them with their shapes and what they share.</summary>
public sealed class TileStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Stores => ["file", "host"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Stores))]
    public void Numbers_of_every_type_come_back(string kind)
    {
        using var scope = NewDisposeScope();
        using var store = Store(kind);
        Tensor[] all = [arange(1000, float64), arange(77, int64), arange(100, float32).to(bfloat16), arange(10, float32).gt(4)];
        var tiles = all.Select(store.Put).ToList();

        foreach (var (tensor, tile) in all.Zip(tiles))
        {
            var back = empty_like(tensor);
            tile.CopyTo(back);
            tile.Dispose();
            Assert.True(tensor.equal(back).all().item<bool>());
        }
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void Tensors_put_aside_have_no_memory_and_come_back_sharing_what_they_shared(string kind)
    {
        using var scope = NewDisposeScope();
        using var store = Store(kind);
        var whole = arange(6 * 7 * 8, float64).view(6, 7, 8);
        var (turned, part, small) = (whole.permute(2, 0, 1), whole.narrow(1, 2, 3).narrow(2, 1, 4), arange(3));
        var (expected, ofTurned, ofPart) = (whole.clone(), turned.clone(), part.clone());

        var aside = PutAside.Of([whole, turned, part, small], store, least: 1000);
        Assert.All([whole, turned, part], tensor => Assert.Equal(0, NativeTensors.StorageBytes(tensor)));
        Assert.Equal(3, small.numel());
        aside.Restore();

        Assert.Equal(new long[] { 1, 56, 8 }, turned.stride());
        Assert.Equal((2 * 8) + 1, part.storage_offset());
        Assert.True(whole.equal(expected).all().item<bool>() && turned.equal(ofTurned).all().item<bool>() && part.equal(ofPart).all().item<bool>());
        part.fill_(-1);
        Assert.Equal(12 * 6, whole.lt(0).sum(dim: [0, 1, 2]).item<long>());
        Assert.Equal(12 * 6, turned.lt(0).sum(dim: [0, 1, 2]).item<long>());
    }

    [Fact]
    public void A_file_uses_again_what_was_given_back_and_leaves_nothing()
    {
        using var scope = NewDisposeScope();
        using var store = new FileTileStore(_folder.Path);
        var numbers = arange(1000, float64);
        var (first, second) = (store.Put(numbers), store.Put(numbers));
        first.Dispose();
        store.Put(numbers.narrow(0, 0, 400));
        store.Put(numbers.narrow(0, 0, 600));

        Assert.Equal(16_000, store.Length);
        var back = empty_like(numbers);
        second.CopyTo(back);
        Assert.True(numbers.equal(back).all().item<bool>());
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_folder_that_lies_in_memory_is_refused_by_whatever_name(bool isLink)
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "skipped: no folder in memory");
        string name = isLink ? Directory.CreateSymbolicLink(_folder.File("my tiles"), "/dev/shm").FullName : "/dev/shm";

        var refused = Assert.Throws<TileStoreException>(() => new FileTileStore(name));

        Assert.Contains($"{name} lies in memory", refused.Message);
    }

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 0, 1)]
    [InlineData(2, 1, 0)]
    public void Free_space_grows_together_whatever_is_given_back_first(params int[] order)
    {
        var space = new FileSpace();
        var starts = Enumerable.Range(0, 4).Select(_ => space.Take(100)).ToList();

        foreach (var index in order)
            space.GiveBack(starts[index], 100);

        Assert.Equal([0, 100, 200, 300], starts);
        Assert.Equal(0, space.Take(300));
        Assert.Equal(400, space.Take(50));
        Assert.Equal(450, space.Length);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public void A_store_tells_how_large_it_has_become(string kind)
    {
        using var scope = NewDisposeScope();
        using var store = Store(kind);
        var (first, second) = (store.Put(arange(1000, float64)), store.Put(arange(500, float64)));
        first.Dispose();
        second.Dispose();
        store.Put(arange(1, float64)).Dispose();

        Assert.Equal(12_000, store.Length);
    }

    private ITileStore Store(string kind) => kind == "file" ? new FileTileStore(_folder.Path) : new HostTileStore();
}
