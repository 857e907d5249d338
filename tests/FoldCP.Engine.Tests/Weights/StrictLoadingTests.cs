using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Weights;

public sealed class StrictLoadingTests
{
    [Fact]
    public void Misfits_are_listed_by_name_and_nothing_is_copied()
    {
        using var layer = new Transition(dim: 4, hidden: 8);
        var before = layer.state_dict()["fc1.weight"].clone();
        var weights = layer.state_dict().ToDictionary(weight => weight.Key, weight => zeros_like(weight.Value));
        weights.Remove("norm.bias");
        weights["fc4.weight"] = zeros(1);
        weights["fc3.weight"] = zeros(4, 9);

        var refusal = Assert.Throws<InvalidDataException>(() => StrictLoading.Fill(layer, weights, "tiny.safetensors"));

        Assert.Equal(
            "tiny.safetensors does not fit this network: 1 missing (norm.bias). 1 unexpected (fc4.weight). 1 of another shape (fc3.weight is [4, 9], should be [4, 8]).",
            refusal.Message);
        Assert.Equal(0, (layer.state_dict()["fc1.weight"] - before).abs().max().item<float>());
    }

    [Fact]
    public void A_long_list_is_cut()
    {
        using var layer = new Transition(dim: 4, hidden: 8);
        var weights = layer.state_dict();
        for (var extra = 0; extra < 20; extra++)
            weights[$"extra{extra:00}"] = zeros(1);

        var refusal = Assert.Throws<InvalidDataException>(() => StrictLoading.Fill(layer, weights, "x"));

        Assert.Contains("20 unexpected (extra00; extra01;", refusal.Message);
        Assert.EndsWith("extra07; and 12 more).", refusal.Message);
    }

    [Fact]
    public void Fitting_weights_are_copied()
    {
        using var layer = new Transition(dim: 4, hidden: 8);
        var weights = layer.state_dict().ToDictionary(weight => weight.Key, weight => rand_like(weight.Value));

        StrictLoading.Fill(layer, weights, "x");

        Assert.All(layer.state_dict(), weight => Assert.Equal(0, (weight.Value - weights[weight.Key]).abs().max().item<float>()));
    }
}
