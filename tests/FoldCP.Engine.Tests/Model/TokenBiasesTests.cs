using FoldCP.Contract.Planning;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model;

/// <summary>Biases that are kept and those that are read again are the same, and the budget says how many are kept.</summary>
[Collection(SeededTests.Name)]
public sealed class TokenBiasesTests
{
    private const int Layers = 4;
    private const int Heads = 2;
    private const int Tokens = 6;
    private const int BytesEach = Heads * Tokens * Tokens * sizeof(float);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(BytesEach - 1, 0)]
    [InlineData((2 * BytesEach) + 1, 2)]
    [InlineData(Layers * BytesEach, Layers)]
    public void As_many_are_kept_as_the_budget_has_room_for_and_all_are_right(long budget, int kept)
    {
        using var noGrad = no_grad();
        using var transformer = new DiffusionTransformer(new(Layers, Heads, Dim: 8, ConditionDim: 8) { PairDim = 5 });
        var (z, a, plan) = (randn(1, Tokens, Tokens, 5), randn(1, Tokens, 8), new TokenPlan(Mesh.Serial, ones(1, Tokens)));
        var read = new List<int>();

        var biases = TokenBiases.Of(Layers, layer => Read(layer), budget);
        read.Clear();
        var actual = transformer.Updated(a, a, biases, plan);

        Assert.Equal(kept < Layers, biases.ReadsAgain);
        Assert.Equal(kept < Layers, !BiasBudget.HoldsAll(Layers, BytesEach, budget));
        int alive = Math.Min(kept + 1, Layers) * BytesEach;
        Assert.InRange(BiasBudget.Alive(Layers, BytesEach, budget), alive, alive + BytesEach - 1);
        Assert.Equal(Enumerable.Range(kept, Layers - kept), read);
        Assert.True(transformer.Updated(a, a, transformer.BiasesFrom(z), plan).equal(actual).all().item<bool>());

        Tensor Read(int layer)
        {
            read.Add(layer);
            return transformer.BiasFrom(layer, z);
        }
    }

    [Fact]
    public void What_is_read_again_lives_for_its_layer_only()
    {
        using var noGrad = no_grad();
        using var transformer = new DiffusionTransformer(new(Layers, Heads, Dim: 8, ConditionDim: 8) { PairDim = 5 });
        var (z, a, plan) = (randn(1, Tokens, Tokens, 5), randn(1, Tokens, 8), new TokenPlan(Mesh.Serial, ones(1, Tokens)));
        var read = new List<Tensor>();
        var biases = TokenBiases.Of(Layers, layer => read.LastOrDefault() is { IsInvalid: false } ? throw new InvalidOperationException("Another is alive.") : Read(layer), budget: 0);

        using (NewDisposeScope())
            transformer.Updated(a, a, biases, plan);

        Assert.Equal(Layers, read.Count);

        Tensor Read(int layer)
        {
            read.Add(transformer.BiasFrom(layer, z));
            return read[^1];
        }
    }

    /// <summary>In one go, and in slices of a row or two.</summary>
    [Theory]
    [InlineData(1 << 20)]
    [InlineData(2 * Tokens * 5)]
    public void A_layers_biases_lie_as_scores_do(long slice)
    {
        using var slices = Chunks.OfSize(slice);
        using var layer = new AttentionPairBias(8, Heads, pairDim: 5);

        Assert.True(layer.BiasFrom(randn(1, Tokens, Tokens, 5)).is_contiguous());
    }

    [Fact]
    public void Where_gradients_are_recorded_all_are_kept()
        => Assert.False(TokenBiases.Of(Layers, _ => zeros(1, Heads, Tokens, Tokens), budget: 0).ReadsAgain);
}
