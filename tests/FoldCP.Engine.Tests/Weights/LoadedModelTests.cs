using FoldCP.Contract;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class LoadedModelTests
{
    [Fact]
    public void Demo_model_is_always_the_same_and_says_that_it_is_untrained()
    {
        using var first = LoadedModel.Open(FoldOptions.DemoWeights);
        using var second = LoadedModel.Open(FoldOptions.DemoWeights);

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(64, first.Sha256.Length);
        Assert.False(first.Trained);
        Assert.Equal("demo", first.Name);
    }

    [Fact]
    public void Weights_file_is_opened_with_the_hyperparameters_beside_it()
    {
        using var model = LoadedModel.Open(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"));

        Assert.True(model.Trained);
        Assert.Equal("full_boltz2_tv2.weights.safetensors", model.Name);
        Assert.Equal(24, model.Network.Config.TokenZ);
    }

    [Fact]
    public void Weights_without_hyperparameters_are_refused()
    {
        using var folder = new TemporaryFolder();
        File.Copy(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"), folder.File("mine.safetensors"));

        var refusal = Assert.Throws<FileNotFoundException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("mine.json: the network's hyperparameters are not there", refusal.Message);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("{}", "atom_s")]
    [InlineData("""{"atom_s": "many"}""", "atom_s")]
    public void Damaged_hyperparameters_are_refused(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        File.Copy(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"), folder.File("mine.safetensors"));
        File.WriteAllText(folder.File("mine.json"), json);

        var refusal = Assert.Throws<InvalidDataException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("mine.json: the hyperparameters cannot be read", refusal.Message);
        Assert.Contains(reason, refusal.Message);
    }
}
