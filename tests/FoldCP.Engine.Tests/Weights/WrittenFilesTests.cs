using FoldCP.Engine.Tests.Weights.Pickles;
using FoldCP.Engine.Weights;
using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>
/// The files beside this one were written once by the tests' own writer: they hold reader and writer to one form, should both
/// be changed. With FOLDCP_WRITE set they are written anew.
/// </summary>
public sealed class WrittenFilesTests
{
    private static readonly Dictionary<string, Func<byte[]>> s_files = new()
    {
        ["lightning.ckpt"] = TorchArchive.Lightning,
        ["strided.pt"] = () => TorchArchive.Of(new Dictionary<string, object?> { ["x"] = new TensorOf("ShortStorage", "0", 6, 1, [2, 2], [1, 2]) }, ("0", [0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 5, 0])),
        ["hostile.pt"] = () => TorchArchive.Of(new Dictionary<string, object?> { ["x"] = new CallOf("os", "system", new("touch /tmp/owned")) }),
    };

    private static string Folder => Path.Combine(SharedData.Root(), "tests/FoldCP.Engine.Tests/Weights/files");

    [Theory]
    [InlineData("lightning.ckpt")]
    [InlineData("strided.pt")]
    [InlineData("hostile.pt")]
    public void They_are_what_the_writer_writes(string name)
    {
        var path = Path.Combine(Folder, name);
        if (Environment.GetEnvironmentVariable("FOLDCP_WRITE") is { Length: > 0 })
            File.WriteAllBytes(path, s_files[name]());

        Assert.Equal(s_files[name](), File.ReadAllBytes(path));
    }

    [Fact]
    public void They_are_read()
    {
        using var checkpoint = Checkpoint.Open(Path.Combine(Folder, "lightning.ckpt"));
        using var strided = TorchFile.Open(Path.Combine(Folder, "strided.pt"));
        using var x = strided.View((PickleTensor)((PickleDict)strided.Root!).Named["x"]!, "x");

        Assert.Equal([1f, 2, 3, 4, 5, 6], checkpoint.Tensors["layer.weight"].data<float>().ToArray());
        Assert.Equal([1, 3, 2, 4], x.contiguous().data<short>().ToArray());
        Assert.Contains("hostile", Assert.Throws<InvalidDataException>(() => TorchFile.Open(Path.Combine(Folder, "hostile.pt"))).Message);
    }
}
