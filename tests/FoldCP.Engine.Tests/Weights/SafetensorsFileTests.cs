using System.Buffers.Binary;
using System.Text;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class SafetensorsFileTests
{
    [Fact]
    public void Numbers_come_out_as_they_were_stored()
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, """{"__metadata__":{"a":"b"},"x":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},"n":{"dtype":"I64","shape":[],"data_offsets":[8,16]}}""", [0, 0, 128, 63, 0, 0, 0, 192, 7, 0, 0, 0, 0, 0, 0, 0]);

        using var file = SafetensorsFile.Open(path);

        Assert.Equal([1f, -2f], file.Tensors["x"].data<float>().ToArray());
        Assert.Equal([2L, 1L], file.Tensors["x"].shape);
        Assert.Equal(7, file.Tensors["n"].item<long>());
        Assert.Equal(2, file.Tensors.Count);
    }

    [Fact]
    public void A_link_is_as_good_as_the_file_it_leads_to()
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, """{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", [0, 0, 128, 63, 0, 0, 0, 192]);
        File.CreateSymbolicLink(folder.File("first"), path);
        File.CreateSymbolicLink(folder.File("second"), folder.File("first"));

        using var file = SafetensorsFile.Open(folder.File("second"));

        Assert.Equal([1f, -2f], file.Tensors["x"].data<float>().ToArray());
    }

    [Theory]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,12]}}""", "cut off, or points outside itself")]
    [InlineData("""{"x":{"dtype":"F32","shape":[2],"data_offsets":[-8,0]}}""", "points outside itself")]
    [InlineData("""{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "x has shape [3] but 8 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[-2],"data_offsets":[0,-8]}}""", "x has shape [-2] but -8 bytes")]
    [InlineData("""{"x":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", "entry x is damaged")]
    [InlineData("""{"x":{"dtype":"C64","shape":[1],"data_offsets":[0,8]}}""", "numbers of type C64")]
    [InlineData("""{"x":{"shape":[1],"data_offsets":[0,8]}}""", "entry x is damaged")]
    [InlineData("""{"x":7}""", "entry x is damaged")]
    [InlineData("""{"x":""", "its header is not JSON")]
    public void Damaged_file_is_refused_with_its_name_and_the_reason(string header, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder, header, new byte[8]);

        var refusal = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));

        Assert.StartsWith(path, refusal.Message);
        Assert.Contains(reason, refusal.Message);
    }

    [Theory]
    [InlineData("", "only 0 bytes")]
    [InlineData("hello", "only 5 bytes")]
    [InlineData("this is some text and no weights", "is not plausible")]
    public void Other_file_is_refused(string content, string reason)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("weights.safetensors");
        File.WriteAllText(path, content);

        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path)).Message);
    }

    [Fact]
    public void Missing_file_is_named()
        => Assert.Contains("/no/weights: there is no such", Assert.Throws<FileNotFoundException>(() => SafetensorsFile.Open("/no/weights")).Message);

    private static string Written(TemporaryFolder folder, string header, byte[] data)
    {
        var path = folder.File("weights.safetensors");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, Encoding.UTF8.GetByteCount(header));
        File.WriteAllBytes(path, [.. length, .. Encoding.UTF8.GetBytes(header), .. data]);
        return path;
    }
}
