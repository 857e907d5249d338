using System.Buffers.Binary;
using System.Text;
using FoldCP.Engine.Run.Checkpoints;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Run.Checkpoints;

/// <summary>Checkpoints are of complexes whose pairs many machines have together; the one that reads them may have less memory.</summary>
public sealed class SealedFileTests
{
    private const int FingerprintBytes = 4;
    private const long RowBytes = 1 << 20;

    [Fact]
    public void A_file_that_is_larger_than_memory_is_read_as_any_other()
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder.File("Trunk.safetensors"), BeyondMemory());

        var (file, unfit) = SealedFile.Open(path, "mine");

        Assert.Null(file);
        Assert.StartsWith("it is of another request", unfit);
    }

    [Fact]
    public void Strips_of_such_a_file_come_out_as_they_were_stored()
    {
        using var folder = new TemporaryFolder();
        var path = Written(folder.File("Trunk.safetensors"), BeyondMemory());
        using (var end = File.OpenWrite(path))
        {
            end.Seek(-RowBytes, SeekOrigin.End);
            end.WriteByte(7);
        }

        using var file = SafetensorsFile.OpenReadOnly(path);

        var pairs = file.Tensors["pairs"];
        Assert.Equal(7, pairs[0, pairs.shape[1] - 1, 0].item<byte>());
        Assert.Equal(0, pairs[0, 0, 0].item<byte>());
    }

    [Fact]
    public void Where_Linux_promises_no_copy_of_such_a_file_its_name_is_told_and_that_memory_is_missing()
    {
        Assert.SkipWhen(File.ReadAllText("/proc/sys/vm/overcommit_memory").Trim() == "1", "This machine promises any memory.");
        using var folder = new TemporaryFolder();
        var path = Written(folder.File("Trunk.safetensors"), BeyondMemory());

        var missing = Assert.Throws<InsufficientMemoryException>(() => SafetensorsFile.Open(path));

        Assert.StartsWith($"{path}: there is no room in memory", missing.Message);
    }

    // More than all memory and swap; nothing of it lies on the disk.
    private static long BeyondMemory() => File.ReadLines("/proc/meminfo")
        .Select(line => line.Split((char[])[' ', ':'], StringSplitOptions.RemoveEmptyEntries))
        .Where(words => words[0] is "MemTotal" or "SwapTotal")
        .Sum(words => 1024 * long.Parse(words[1])) + (1L << 30);

    private static string Written(string path, long bytes)
    {
        long rows = bytes / RowBytes;
        var header = Encoding.UTF8.GetBytes(
            $$"""{"fingerprint":{"dtype":"U8","shape":[{{FingerprintBytes}}],"data_offsets":[0,{{FingerprintBytes}}]},"pairs":{"dtype":"U8","shape":[1,{{rows}},{{RowBytes}}],"data_offsets":[{{FingerprintBytes}},{{FingerprintBytes + (rows * RowBytes)}}] } }""");
        var length = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        using var file = File.Create(path);
        file.Write([.. length, .. header, .. "hers"u8]);
        file.SetLength(file.Position + (rows * RowBytes));
        return path;
    }
}
