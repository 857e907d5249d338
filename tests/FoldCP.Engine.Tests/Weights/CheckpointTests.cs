using System.Text.Json;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Weights.Pickles;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Weights;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_and_settings_are_read()
    {
        using var checkpoint = Open(TorchArchive.Lightning());

        Assert.Equal([1f, 2, 3, 4, 5, 6], checkpoint.Tensors["layer.weight"].data<float>().ToArray());
        Assert.Equal([1f, 4, 2, 5, 3, 6], checkpoint.Tensors["layer.weight_t"].contiguous().data<float>().ToArray());
        Assert.Equal([1f, -2], checkpoint.Tensors["layer.bias"].to(ScalarType.Float32).data<float>().ToArray());
        Assert.Equal("""{"width":3,"rate":0.25}""", checkpoint.Hyperparameters().GetRawText());
    }

    [Fact]
    public void What_is_no_checkpoint_is_refused_in_words()
    {
        Assert.Contains("it holds a tensor and not a checkpoint's dictionary", RefusalOf(TensorOf.Contiguous("FloatStorage", "0", 1)));
        Assert.Contains("it holds no state_dict", RefusalOf(new Dictionary<string, object?> { ["weight"] = 1 }));
        Assert.Contains("state_dict holds x, which is a plain value and no tensor", RefusalOf(State(1)));
        Assert.Contains("state_dict holds x, which is an object of torch._utils._rebuild_qtensor", RefusalOf(State(new CallOf("torch._utils", "_rebuild_qtensor", new()))));
        Assert.Contains("hostile: it would call os.system", RefusalOf(new Dictionary<string, object?> { ["callbacks"] = new CallOf("os", "system", new("true")) }));
    }

    [Fact]
    public void Settings_that_are_missing_or_odd_are_refused_in_words()
    {
        var state = State(TensorOf.Contiguous("ByteStorage", "0", 1));
        string Refusal()
        {
            using var checkpoint = Open(TorchArchive.Of(state, ("0", [7])));
            return Assert.Throws<InvalidDataException>(() => checkpoint.Hyperparameters()).Message;
        }

        Assert.Contains("it holds no hyper_parameters", Refusal());
        state["hyper_parameters"] = new List<object?>();
        Assert.Contains("its hyper_parameters are no dictionary", Refusal());
        state["hyper_parameters"] = null;
        Assert.Contains("its hyper_parameters are no dictionary", Refusal());
    }

    [Theory]
    [InlineData("boltz2_tiny_lightning.ckpt", "full_boltz2_tv2.weights")]
    [InlineData("boltz1_tiny_lightning_omegaconf.ckpt", "full_boltz1_imitate.weights")]
    public void A_checkpoint_of_the_reference_holds_the_same_bits_and_settings_as_its_safetensors(string file, string pair)
    {
        using var checkpoint = Checkpoint.Open(SharedData.File($"golden/checkpoints/{file}"));
        using var expected = SafetensorsFile.Open(SharedData.File($"golden/cases/{pair}.safetensors"));
        using var card = JsonDocument.Parse(File.ReadAllBytes(SharedData.File($"golden/cases/{pair}.json")));

        Assert.Equal(expected.Tensors.Keys.Order(StringComparer.Ordinal), checkpoint.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected.Tensors, weight => AssertSame(weight.Value, checkpoint.Tensors[weight.Key]));
        Assert.True(JsonElement.DeepEquals(card.RootElement.GetProperty("ctor"), checkpoint.Hyperparameters()), checkpoint.Hyperparameters().GetRawText());
    }

    [Fact]
    public void A_checkpoint_gives_the_network_that_its_safetensors_give()
    {
        using var fromCheckpoint = LoadedModel.Open(SharedData.File("golden/checkpoints/boltz2_tiny_lightning.ckpt"));
        using var fromSafetensors = LoadedModel.Open(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"));

        Assert.Equal(fromSafetensors.Sha256, fromCheckpoint.Sha256);
        Assert.Equivalent(((Boltz2)fromSafetensors.Network).Config, ((Boltz2)fromCheckpoint.Network).Config, strict: true);
        Assert.False(fromCheckpoint.Trained);
    }

    [Fact]
    public void A_checkpoint_of_Boltz_1_gives_the_network_that_its_safetensors_give()
    {
        using var fromCheckpoint = LoadedModel.Open(SharedData.File("golden/checkpoints/boltz1_tiny_lightning_omegaconf.ckpt"));
        using var fromSafetensors = LoadedModel.Open(GoldenCase.Find("full_boltz1_imitate.weights.safetensors"));

        Assert.Equal(fromSafetensors.Sha256, fromCheckpoint.Sha256);
        Assert.Equivalent(((Boltz1)fromSafetensors.Network).Config, ((Boltz1)fromCheckpoint.Network).Config, strict: true);
        Assert.Equal(Generation.Boltz1, fromCheckpoint.Network.Generation);
    }

    [Fact]
    public void Weights_of_an_unknown_network_are_refused()
    {
        var path = _folder.File("other.ckpt");
        File.WriteAllBytes(path, TorchArchive.Of(new Dictionary<string, object?> { ["state_dict"] = new Dictionary<string, object?>(), ["hyper_parameters"] = new Dictionary<string, object?>() }));

        var refusal = Assert.Throws<NotSupportedException>(() => LoadedModel.Open(path));

        Assert.EndsWith("holds the weights of a network that is neither Boltz-2 nor Boltz-1; this engine folds with those two.", refusal.Message);
    }

    private static Dictionary<string, object?> State(object? value)
        => new() { ["state_dict"] = new Dictionary<string, object?> { ["x"] = value } };

    private static void AssertSame(Tensor expected, Tensor actual)
    {
        Assert.Equal((expected.dtype, string.Join(',', expected.shape)), (actual.dtype, string.Join(',', actual.shape)));
        Assert.Equal(expected.contiguous().bytes.ToArray(), actual.contiguous().bytes.ToArray());
    }

    private string RefusalOf(object? root)
        => Assert.Throws<InvalidDataException>(() => Open(TorchArchive.Of(root, ("0", new byte[4])))).Message;

    private Checkpoint Open(byte[] content)
    {
        var path = _folder.File($"{Guid.NewGuid()}.ckpt");
        File.WriteAllBytes(path, content);
        return Checkpoint.Open(path);
    }
}
