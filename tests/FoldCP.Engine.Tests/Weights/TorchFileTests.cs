using System.IO.Compression;
using System.Text;
using FoldCP.Engine.Tests.Weights.Pickles;
using FoldCP.Engine.Weights;
using FoldCP.Engine.Weights.Pickles;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Weights;

public sealed class TorchFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("DoubleStorage", ScalarType.Float64, new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f }, 1.5)]
    [InlineData("FloatStorage", ScalarType.Float32, new byte[] { 0, 0, 0xc0, 0x3f }, 1.5)]
    [InlineData("HalfStorage", ScalarType.Float16, new byte[] { 0, 0x3e }, 1.5)]
    [InlineData("BFloat16Storage", ScalarType.BFloat16, new byte[] { 0xc0, 0x3f }, 1.5)]
    [InlineData("LongStorage", ScalarType.Int64, new byte[] { 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff }, -2)]
    [InlineData("IntStorage", ScalarType.Int32, new byte[] { 0xfe, 0xff, 0xff, 0xff }, -2)]
    [InlineData("ShortStorage", ScalarType.Int16, new byte[] { 0xfe, 0xff }, -2)]
    [InlineData("CharStorage", ScalarType.Int8, new byte[] { 0xfe }, -2)]
    [InlineData("ByteStorage", ScalarType.Byte, new byte[] { 0xfe }, 254)]
    [InlineData("BoolStorage", ScalarType.Bool, new byte[] { 1 }, 1)]
    public void Each_type_of_number_is_read(string storage, ScalarType type, byte[] bytes, double expected)
    {
        using var file = Open(TorchArchive.Of(TensorOf.Contiguous(storage, "0", 1), ("0", bytes)));

        using var tensor = file.View((PickleTensor)file.Root!, "x");

        Assert.Equal(type, tensor.dtype);
        Assert.Equal(expected, tensor.to(ScalarType.Float64).item<double>());
    }

    [Fact]
    public void Views_share_their_storage_and_keep_their_strides()
    {
        var numbers = TorchArchive.Floats([.. Enumerable.Range(0, 24).Select(number => (float)number)]);
        using var file = Open(TorchArchive.Of(
            new Dictionary<string, object?>
            {
                ["transposed"] = new TensorOf("FloatStorage", "0", 24, 0, [4, 6], [1, 4]),
                ["part"] = new TensorOf("FloatStorage", "0", 24, 5, [2, 2], [6, 2]),
                ["expanded"] = new TensorOf("FloatStorage", "0", 24, 23, [3], [0]),
                ["scalar"] = new TensorOf("FloatStorage", "0", 24, 7, [], []),
                ["empty"] = new TensorOf("FloatStorage", "0", 24, 24, [0, 5], [5, 1]),
            },
            ("0", numbers)));
        float[] Numbers(string name)
        {
            using var tensor = file.View((PickleTensor)((PickleDict)file.Root!).Named[name]!, name);
            return tensor.numel() == 0 ? [] : tensor.contiguous().data<float>().ToArray();
        }

        Assert.Equal([0, 4, 8, 12, 16, 20, 1], Numbers("transposed")[..7]);
        Assert.Equal([5, 7, 11, 13], Numbers("part"));
        Assert.Equal([23, 23, 23], Numbers("expanded"));
        Assert.Equal([7], Numbers("scalar"));
        Assert.Empty(Numbers("empty"));
    }

    [Theory]
    [InlineData(0, new long[] { 7 }, new long[] { 1 }, "reaches beyond its storage of 6 numbers")]
    [InlineData(1, new long[] { 6 }, new long[] { 1 }, "reaches beyond")]
    [InlineData(6, new long[] { }, new long[] { }, "reaches beyond")]
    [InlineData(-1, new long[] { 2 }, new long[] { 1 }, "impossible shape")]
    [InlineData(5, new long[] { 2 }, new long[] { -1 }, "impossible shape")]
    [InlineData(0, new long[] { -2 }, new long[] { 1 }, "impossible shape")]
    [InlineData(0, new long[] { 2, 3 }, new long[] { 3 }, "impossible shape")]
    [InlineData(0, new[] { 1L << 62, 4 }, new long[] { 0, 0 }, "impossible shape")]
    [InlineData(0, new[] { 1L << 62, 2 }, new[] { 1L << 62, 1 }, "impossible shape")]
    public void A_tensor_that_reaches_out_of_its_storage_is_refused(long offset, long[] shape, long[] strides, string reason)
    {
        using var file = Open(TorchArchive.Of(new TensorOf("FloatStorage", "0", 6, offset, shape, strides), ("0", new byte[24])));

        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => file.View((PickleTensor)file.Root!, "x")).Message);
    }

    [Fact]
    public void Damaged_storages_are_refused_by_name()
    {
        var whole = TorchArchive.Of(TensorOf.Contiguous("FloatStorage", "0", 2), ("0", TorchArchive.Floats(1, 2)));
        var flipped = whole.ToArray();
        flipped[whole.AsSpan().IndexOf(TorchArchive.Floats(1, 2))] ^= 1;

        Assert.Contains("record archive/data/0 is damaged: its checksum is wrong", RefusalOfView(flipped));
        Assert.Contains("record archive/data/0 is missing", RefusalOfView(TorchArchive.Of(TensorOf.Contiguous("FloatStorage", "0", 2))));
        Assert.Contains("a storage of 2 numbers, but that has 12 bytes", RefusalOfView(TorchArchive.Of(TensorOf.Contiguous("FloatStorage", "0", 2), ("0", new byte[12]))));
        Assert.Contains("numbers of type ComplexFloatStorage", RefusalOfView(TorchArchive.Of(TensorOf.Contiguous("ComplexFloatStorage", "0", 1), ("0", new byte[8]))));
    }

    [Fact]
    public void Other_archives_are_refused_in_words()
    {
        var pickle = PickleWriter.Of(null);

        Assert.Contains("is compressed", RefusalOf(TorchArchive.OfRecords([("a/data.pkl", new byte[999])], CompressionLevel.Optimal)));
        Assert.Contains("it holds 0 records named data.pkl", RefusalOf(TorchArchive.OfRecords([("readme.txt", "hello"u8.ToArray())])));
        Assert.Contains("it holds 2 records named data.pkl", RefusalOf(TorchArchive.OfRecords([("a/data.pkl", pickle), ("b/data.pkl", pickle)])));
        Assert.Contains("holds a/data.pkl twice", RefusalOf(TorchArchive.OfRecords([("a/data.pkl", pickle), ("a/data.pkl", pickle)])));
        Assert.Contains("a TorchScript program", RefusalOf(TorchArchive.OfRecords([("a/data.pkl", pickle), ("a/constants.pkl", pickle)])));
        Assert.Contains("not little-endian", RefusalOf(TorchArchive.OfRecords([("a/data.pkl", pickle), ("a/byteorder", "big"u8.ToArray())])));
        Assert.Contains("not a PyTorch file", RefusalOf(Encoding.UTF8.GetBytes("<html>404</html>")));
        Assert.Contains("only 0 bytes", RefusalOf([]));
    }

    [Fact]
    public void A_file_that_is_cut_off_anywhere_is_refused()
    {
        var whole = TorchArchive.Lightning();

        for (var length = 1; length < whole.Length; length += 7)
            Assert.NotEmpty(RefusalOf(whole[..length]));
    }

    [Fact]
    public void What_weights_do_not_need_stays_a_note()
    {
        using var file = Open(TorchArchive.Of(new CallOf("my.module", "Thing", new(1, "two"))));

        var note = Assert.IsType<PickleCall>(file.Root);

        Assert.Equal("my.module.Thing", note.Name);
        Assert.Equal([1L, "two"], note.Arguments.Items);
    }

    private string RefusalOfView(byte[] content)
    {
        using var file = Open(content);
        return Assert.Throws<InvalidDataException>(() => file.View((PickleTensor)file.Root!, "x")).Message;
    }

    private string RefusalOf(byte[] content) => Assert.Throws<InvalidDataException>(() => Open(content)).Message;

    private TorchFile Open(byte[] content)
    {
        var path = _folder.File($"{Guid.NewGuid()}.pt");
        File.WriteAllBytes(path, content);
        return TorchFile.Open(path);
    }
}
