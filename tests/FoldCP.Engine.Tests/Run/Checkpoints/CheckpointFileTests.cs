using System.Collections.Concurrent;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Checkpoints;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Run.Checkpoints;

[Collection(SeededTests.Name)]
public sealed class CheckpointFileTests : IDisposable
{
    private const int Tokens = 7;

    private readonly TemporaryFolder _folder = new();
    private readonly Tensor _pairs = rand(1, Tokens, Tokens, 3, dtype: float64);
    private readonly Tensor _tokens = rand(1, Tokens, 5, dtype: float64);
    private readonly Tensor _bits = arange(12).reshape(3, 4).to(bfloat16);

    private string Path => _folder.File("checkpoints/Trunk.safetensors");

    public void Dispose()
    {
        foreach (var tensor in (Tensor[])[_pairs, _tokens, _bits])
            tensor.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("1x1", "3x1")]
    [InlineData("3x1", "1x1")]
    [InlineData("2x3", "3x2")]
    [InlineData("1x2", "3x3")]
    [InlineData("2x2", "7x1")]
    public void Any_mesh_reads_what_any_other_has_written(string writing, string reading)
    {
        // Two rows at a time.
        using var slices = Chunks.OfSize(2 * Tokens * 3);

        Assert.All(OnMesh(writing, "a", (file, mesh) => file.Write(Own(mesh))), trouble => Assert.Null(trouble));
        var read = OnMesh(reading, "a", (file, mesh) => (Found: file.Read(Unfit)!, Expected: Own(mesh)));

        Assert.All(read, one =>
        {
            Assert.Equal(Tokens, one.Found.Tokens);
            AssertSame(one.Expected.Pairs!, one.Found.Pairs!);
            Assert.Equal(one.Expected.Whole.Keys, one.Found.Whole.Keys);
            Assert.All(one.Expected.Whole, named => AssertSame(named.Value, one.Found.Whole[named.Key]));
        });
        Assert.Equal([Path], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Tensors_without_pairs_are_kept_as_well()
    {
        OnMesh("2x1", "a", (file, _) => file.Write(new(new Dictionary<string, Tensor> { ["x"] = _tokens }, Pairs: null, 0)));

        var found = OnMesh("1x1", "a", (file, _) => file.Read(Unfit)!)[0];

        Assert.Null(found.Pairs);
        AssertSame(_tokens, found.Whole["x"]);
    }

    [Theory]
    [InlineData("b", "", "of another request")]
    [InlineData("a", "cut", "Trunk.safetensors")]
    [InlineData("a", "changed", "it is damaged")]
    [InlineData("a", "foreign", "not a safetensors file")]
    [InlineData("a", "unfinished", null)]
    public void What_is_not_whole_or_follows_from_something_else_is_told_and_not_used(string fingerprint, string damage, string? told)
    {
        OnMesh("2x1", "a", (file, mesh) => file.Write(Own(mesh)));
        Damage(damage);
        var unfit = new ConcurrentQueue<string>();

        Assert.All(OnMesh("2x1", fingerprint, (file, _) => file.Read(unfit.Enqueue)), Assert.Null);

        // By the first rank alone.
        Assert.Equal(told is null ? 0 : 1, unfit.Count);
        Assert.All(unfit, reason => Assert.Contains(told!, reason));
        // And is written over.
        Assert.All(OnMesh("1x2", fingerprint, (file, mesh) => file.Write(Own(mesh))), Assert.Null);
        Assert.NotNull(OnMesh("1x1", fingerprint, (file, _) => file.Read(Unfit))[0]);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_disk_that_takes_nothing_is_told_and_leaves_nothing()
    {
        File.WriteAllText(_folder.File("checkpoints"), "no folder");

        var troubles = OnMesh("2x2", "a", (file, mesh) => file.Write(Own(mesh)));

        Assert.All(troubles, trouble => Assert.Contains("checkpoints", trouble));
        Assert.Equal([_folder.File("checkpoints")], Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    private static void Unfit(string reason) => Assert.Fail(reason);

    private void Damage(string damage)
    {
        var bytes = File.ReadAllBytes(Path);
        switch (damage)
        {
            case "cut":
                File.WriteAllBytes(Path, bytes[..^1]);
                break;
            case "changed":
                bytes[^(SafetensorsWriter.SealBytes + 1)] ^= 1;
                File.WriteAllBytes(Path, bytes);
                break;
            case "foreign":
                File.WriteAllText(Path, "Not of this program.");
                break;
            case "unfinished":
                File.Move(Path, $"{Path}.tmp");
                break;
        }
    }

    private T[] OnMesh<T>(string shape, string fingerprint, Func<CheckpointFile, Mesh, T> work)
    {
        var lies = MeshShape.Parse(shape);
        return ThreadCommunicator.Run(lies.Ranks, world =>
        {
            var ranks = new FoldRanks(world, lies, _ => { });
            return work(new(Path, fingerprint, ranks), ranks.Mesh);
        });
    }

    private SharedTensors Own(Mesh mesh) => new(new Dictionary<string, Tensor> { ["tokens"] = _tokens, ["bits"] = _bits }, mesh.Scatter(_pairs, 1, 2), Tokens);

    private static void AssertSame(Tensor expected, Tensor found)
    {
        Assert.Equal((expected.dtype, string.Join('x', expected.shape)), (found.dtype, string.Join('x', found.shape)));
        Assert.True(expected.eq(found).all().item<bool>());
    }
}
