using System.Text.RegularExpressions;

namespace FoldCP.Engine.Tests.Architecture;

/// <summary>
/// Tensors are made where torch makes them by default, which one place chooses; so a network that no test here can run on a GPU has all of its tensors
/// there. What is bound to the host's memory is listed, and takes what it is given from wherever it lies.
/// </summary>
public sealed partial class DeviceTests
{
    private static readonly string[] s_bound =
    [
        "Accelerator.cs",           // chooses
        "LaunchedWorld.cs",         // what goes over GPUs goes by them
        "LentWeights.cs",           // weights without memory
        "MappedFile.cs",            // files in memory
        "NativeTensors.cs",         // libtorch's C interface for CPUs
        "SafetensorsWriter.cs", "StateHash.cs", "MpiCommunicator.cs", "MpiTransfer.cs", "MpiWorld.cs", "ViaHost.cs", "FileTileStore.cs", "HostTileStore.cs", "PairErrorRows.cs",
        "BroadcastProduct.cs", "WeighedAttention.cs",   // a CPU's kernel, and another way for other devices
        "Chunks.cs",                // slices as suit either
    ];

    [Fact]
    public void Only_what_is_bound_to_a_device_names_one()
    {
        string[] named = [.. Sources().Where(file => NamesDevice().IsMatch(File.ReadAllText(file))).Select(file => Path.GetFileName(file))];

        Assert.Empty(named.Except(s_bound));
        Assert.Empty(s_bound.Except(named));
    }

    [Theory]
    [InlineData("var x = zeros(3, device: CPU);")]
    [InlineData("var x = y.to(CPU);")]
    [InlineData("var x = y.cpu();")]
    [InlineData("if (x.device_type == DeviceType.CPU)")]
    [InlineData("var data = NativeTensors.DataPointer(x);")]
    [InlineData("var x = NativeTensors.FromBlob(data, [3], type);")]
    public void A_name_is_found(string planted) => Assert.Matches(NamesDevice(), planted);

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Path.Combine(SharedData.Root(), "FoldCP.Engine"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/Nccl/", StringComparison.Ordinal));

    // In code, not in words about it.
    [GeneratedRegex(@"^(?!\s*//).*(\b(CPU|CUDA|META)\b *[;&|,?)]|\.cpu\(\)|DataPointer\(|FromBlob\()", RegexOptions.Multiline)]
    private static partial Regex NamesDevice();
}
