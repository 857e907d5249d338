using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>Files of other projects, written by many versions of PyTorch.</summary>
public sealed class ForeignFilesTests
{
    private const string Folder = "data/checkpoints";

    // What the reader has to say of each file that it refuses; it reads all others.
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["broken.pt"] = "not a PyTorch file",
        ["legacy_*.pt"] = "before version 1.6",
        ["simple_legacy.pt"] = "before version 1.6",
        ["tar_*.tar"] = "a tar file",
        ["foo*.pt"] = "a TorchScript program",
    };

    [Fact]
    public void Every_file_is_read_to_its_last_number_or_refused_for_the_right_reason()
    {
        var folder = Path.GetDirectoryName(SharedData.File($"{Folder}/SOURCE.txt"))!;
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsWeights)];

        Assert.All(files, ReadOrRefused);
        Assert.True(files.Length > 50, $"only {files.Length} files");
    }

    // Of two runs of one training: the numbers differ.
    [Fact]
    public void A_model_saved_in_both_formats_has_the_same_names_types_and_shapes()
    {
        using var torchFile = TorchFile.Open(SharedData.File($"{Folder}/burn/mnist/mnist.pt"));
        using var safetensors = SafetensorsFile.Open(SharedData.File($"{Folder}/burn/mnist/mnist.safetensors"));

        var tensors = InertTree.Tensors(torchFile.Root);

        Assert.Equal(safetensors.Tensors.Keys.Order(), tensors.Keys.Order());
        Assert.All(safetensors.Tensors, expected =>
        {
            using var actual = torchFile.View(tensors[expected.Key], expected.Key);
            Assert.Equal((expected.Value.dtype, string.Join(',', expected.Value.shape)), (actual.dtype, string.Join(',', actual.shape)));
        });
    }

    [Theory]
    [InlineData("burn/src/pytorch/tests/reader/test_data/float32.pt", "tensor", ScalarType.Float32, new[] { 1.0, 2.5, -3.7, 0.0 })]
    [InlineData("burn/src/pytorch/tests/reader/test_data/float64.pt", "tensor", ScalarType.Float64, new[] { 1.1, 2.2, 3.3 })]
    [InlineData("burn/src/pytorch/tests/reader/test_data/bfloat16.pt", "tensor", ScalarType.BFloat16, new[] { 1.5, -2.5, 3.5 })]
    [InlineData("burn/src/pytorch/tests/reader/test_data/int64.pt", "tensor", ScalarType.Int64, new[] { 100.0, -200, 300, 0 })]
    public void Numbers_are_those_that_were_saved(string file, string name, ScalarType type, double[] expected)
    {
        using var torchFile = TorchFile.Open(SharedData.File($"{Folder}/{file}"));

        using var tensor = torchFile.View(InertTree.Tensors(torchFile.Root)[name], name);

        Assert.Equal(type, tensor.dtype);
        Assert.Equal(expected, tensor.to(ScalarType.Float64).data<double>().ToArray().Select(number => Math.Round(number, 6)));
    }

    [Fact]
    public void A_checkpoint_of_Lightning_that_nobody_here_wrote_is_read()
    {
        using var checkpoint = Checkpoint.Open(SharedData.File($"{Folder}/lightning_lstm/last.ckpt"));

        Assert.NotEmpty(checkpoint.Tensors);
        Assert.Equal(System.Text.Json.JsonValueKind.Object, checkpoint.Hyperparameters().ValueKind);
    }

    private static bool IsWeights(string file) => Path.GetExtension(file) is ".pt" or ".pth" or ".ckpt" or ".tar" or ".safetensors";

    private static void ReadOrRefused(string file)
    {
        var reason = s_refused.FirstOrDefault(refused => System.IO.Enumeration.FileSystemName.MatchesSimpleExpression(refused.Key, Path.GetFileName(file))).Value;
        if (reason is null)
            Read(file);
        else
            Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(file)).Message);
    }

    private static void Read(string file)
    {
        if (file.EndsWith(".safetensors", StringComparison.Ordinal))
        {
            using var safetensors = SafetensorsFile.Open(file);
            Assert.All(safetensors.Tensors.Values, tensor => tensor.clone().Dispose());
            Assert.NotEmpty(safetensors.Tensors);
            return;
        }
        using var torchFile = TorchFile.Open(file);
        Assert.All(InertTree.Tensors(torchFile.Root).Values, tensor => InertTree.Read(torchFile, tensor));
    }
}
