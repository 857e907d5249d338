using System.IO.Compression;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

public sealed class NumpyArchiveTests
{
    [Theory]
    [InlineData(new[] { 7 })]
    [InlineData(new[] { 3, 4 })]
    [InlineData(new[] { 1, 2, 12345 })]
    public void Arrays_of_any_shape_come_back_in_C_order(int[] shape)
    {
        using var folder = new TemporaryFolder();
        float[] numbers = [.. Enumerable.Range(0, shape.Aggregate(1, (count, size) => count * size)).Select(i => i / 3f)];

        Write(folder.File("a.npz"), numbers, shape);

        var read = NumpyReader.Read(folder.File("a.npz"), "pae");
        Assert.Equal(shape, read.Shape);
        Assert.Equal(numbers, read.Numbers);
    }

    [Fact]
    public void The_same_numbers_give_the_same_file()
    {
        using var folder = new TemporaryFolder();

        Write(folder.File("a.npz"), [1, 2], [2]);
        Write(folder.File("b.npz"), [1, 2], [2]);

        Assert.Equal(File.ReadAllBytes(folder.File("a.npz")), File.ReadAllBytes(folder.File("b.npz")));
        using var archive = ZipFile.OpenRead(folder.File("a.npz"));
        Assert.Equal(1980, Assert.Single(archive.Entries).LastWriteTime.Year);
    }

    private static void Write(string path, float[] numbers, int[] shape)
    {
        using var file = File.Create(path);
        NumpyArchive.Write(file, "pae", numbers, shape);
    }
}
