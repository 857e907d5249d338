using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using FoldCP.Engine.Tests.Weights.Pickles;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>Ten thousand damaged files: each is read or refused in words, quickly and in little memory.</summary>
public sealed class MutatedFilesTests : IDisposable
{
    private const int Seed = 20_261_128;
    private const long MostBytesPerFile = 8_000_000;
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(10);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Damaged_archives() => Survives(4_000, (random, mutate) => mutate(random.Next(2) == 0 ? TorchArchive.Lightning() : Plain()), ".ckpt");

    [Fact]
    public void Damaged_pickles_in_sound_archives()
    {
        var pickles = new[] { LightningPickle(), PlainPickle() };

        Survives(4_000, (random, mutate) => TorchArchive.OfPickle(mutate(pickles[random.Next(2)]), ("0", new byte[24]), ("1", new byte[4])), ".ckpt");
    }

    [Fact]
    public void Damaged_safetensors() => Survives(2_000, (_, mutate) => mutate(Safetensors()), ".safetensors");

    private void Survives(int files, Func<Random, Func<byte[], byte[]>, byte[]> make, string ending)
    {
        var path = _folder.File("mutated" + ending);
        var random = new Random(Seed);
        var (read, refused) = (0, 0);
        Try(path, []);      // what only the first file costs
        for (var file = 0; file < files; file++)
        {
            var content = make(random, whole => Mutated(whole, random));
            var (clock, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
            var isRead = Try(path, content);
            Assert.True(clock.Elapsed < s_longest, $"file {file} of seed {Seed} took {clock.Elapsed}");
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostBytesPerFile);
            (read, refused) = isRead ? (read + 1, refused) : (read, refused + 1);
        }

        Assert.True(read > files / 100 && refused > files / 10, $"{read} read, {refused} refused: the mutations are too wild or too tame");
    }

    // Anything but a refusal in words fails the test.
    private static bool Try(string path, byte[] content)
    {
        File.WriteAllBytes(path, content);
        try
        {
            if (path.EndsWith(".safetensors", StringComparison.Ordinal))
                SafetensorsFile.Open(path).Dispose();
            else
                ReadAll(path);
            return true;
        }
        catch (InvalidDataException refusal)
        {
            Assert.StartsWith(path + ": ", refusal.Message);
            return false;
        }
    }

    private static void ReadAll(string path)
    {
        using (var file = TorchFile.Open(path))
        {
            foreach (var tensor in InertTree.Tensors(file.Root).Values)
                InertTree.Read(file, tensor);
        }
        using var checkpoint = Checkpoint.Open(path);
        checkpoint.Hyperparameters();
    }

    private static byte[] Mutated(byte[] whole, Random random)
    {
        var bytes = whole.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 0; change--)
            Change(bytes, random);
        return [.. bytes];
    }

    private static void Change(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count);
        var stretch = random.Next(1, Math.Min(40, bytes.Count - at) + 1);
        switch (random.Next(7))
        {
            case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
            case 1: bytes[at] = (byte)random.Next(256); break;
            case 2: bytes[at] = random.Next(2) == 0 ? (byte)0 : (byte)255; break;
            case 3: bytes.RemoveRange(at, stretch); break;
            case 4: bytes.InsertRange(at, bytes.GetRange(random.Next(bytes.Count - stretch + 1), stretch)); break;
            case 5 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); break;
            default: bytes.Insert(at, "()]}.0aebuRQtqrhj2NKX\x85\x86\x87\x81\x88\x8a\x8c\x93\x94"u8[random.Next(20)]); break;
        }
    }

    private static byte[] Plain() => TorchArchive.OfPickle(PlainPickle(), ("0", TorchArchive.Floats(1, 2, 3, 4, 5, 6)));

    private static byte[] PlainPickle() => PickleWriter.Of(new Dictionary<string, object?>
    {
        ["state_dict"] = new Dictionary<string, object?> { ["a"] = TensorOf.Contiguous("FloatStorage", "0", 2, 3), ["b"] = new TensorOf("FloatStorage", "0", 6, 1, [2], [3]) },
        ["hyper_parameters"] = new Dictionary<string, object?> { ["list"] = new List<object?> { 1, -70_000, 0.5, "x", true, null }, ["tuple"] = new TupleOf(1, new TupleOf()) },
    });

    private static byte[] LightningPickle() => PickleOf(TorchArchive.Lightning());

    private static byte[] PickleOf(byte[] archive)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(archive));
        using var stream = zip.GetEntry("archive/data.pkl")!.Open();
        using var pickle = new MemoryStream();
        stream.CopyTo(pickle);
        return pickle.ToArray();
    }

    private static byte[] Safetensors()
    {
        var header = Encoding.UTF8.GetBytes("""{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"b":{"dtype":"I64","shape":[],"data_offsets":[24,32]}}""");
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. new byte[32]];
    }
}
