using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Model.Golden;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model;

/// <summary>One network in several precisions.</summary>
public sealed class PrecisionTests
{
    private static readonly PredictOptions Options = new() { Samples = 1, RecyclingSteps = 1, SamplingSteps = 3 };

    [Theory]
    [InlineData("full_modified")]
    [InlineData("full_v1_pocket")]
    public void Bfloat16_is_off_by_no_more_than_its_own_rounding(string name)
    {
        using var scope = NewDisposeScope();

        var exact = Understood(name, Precision.Fp64);
        var single = Understood(name, Precision.Fp32);
        var half = Understood(name, Precision.Bf16);

        // Eight bits of mantissa round by 2^-9, about 0.002; what rounding there is adds up over a dozen updates.
        Assert.InRange(Error(exact.Z, half.Z), 1e-4, 0.02);
        Assert.InRange(Error(exact.S, half.S), 1e-5, 0.02);
        Assert.InRange(Error(exact.Z, single.Z), 0, 1e-5);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    public void Bfloat16_is_off_by_no_more_where_ranks_share_the_pairs(int rows, int cols)
    {
        using var scope = NewDisposeScope();
        var exact = Understood("full_modified", Precision.Fp64);

        var half = ThreadCommunicator.Run(rows * cols, world => Understood("full_modified", Precision.Bf16, new Mesh(world, rows, cols)));

        Assert.All(half, rank => Assert.InRange(Error(exact.Z, rank.Z), 1e-4, 0.02));
        Assert.All(half, rank => Assert.InRange(Error(exact.S, rank.S), 1e-5, 0.02));
    }

    [Fact]
    public void Linear_maps_of_pairs_alignment_and_token_biases_are_narrow_and_all_else_is_an_island()
    {
        using var recording = GoldenCase.Open("full_modified");
        using var network = GoldenNetworks.Network(recording, Mesh.Serial);
        network.ComputeIn(Precision.Bf16);
        using var features = recording.Features();
        var made = new Dictionary<string, ScalarType>();
        foreach (var (name, module) in network.named_modules())
        {
            if (module is nn.Module<Tensor, Tensor> simple)
                simple.register_forward_hook((_, _, y) => Noted(made, name, y));
        }

        var errors = new List<PairErrorRows>();
        using var prediction = network.Predict(features, Options with { PairErrors = errors.Add }, new PhiloxNoise(1), stop: TestContext.Current.CancellationToken);

        string[] narrow = [.. made.Where(part => part.Value == ScalarType.BFloat16).Select(part => part.Key)];
        Assert.Contains("pairformer_module.layers.0.tri_mul_out.p_out", narrow);
        Assert.Equal(ScalarType.BFloat16, network.named_parameters().First(weight => weight.name == "pairformer_module.layers.0.tri_mul_out.p_in.weight").parameter.dtype);
        Assert.Contains("diffusion_conditioning.token_trans_proj_z.0.1", narrow);
        Assert.Contains("pairformer_module.layers.0.tri_att_end.mha.linear_q", narrow);
        Assert.Contains("msa_module.layers.0.pair_weighted_averaging.proj_m", narrow);
        Assert.Contains("confidence_module.pairformer_stack.layers.0.transition_z.fc1", narrow);
        Assert.All(made.Where(part => !narrow.Contains(part.Key)), part => Assert.Equal(ScalarType.Float32, part.Value));
        Assert.DoesNotContain(narrow, name => name.StartsWith("structure_module", StringComparison.Ordinal) || name.Contains("transition_s", StringComparison.Ordinal));
        Assert.DoesNotContain(narrow, name => name.Contains("norm", StringComparison.Ordinal) || name.Contains("confidence_heads", StringComparison.Ordinal));
        Assert.All([prediction.Coordinates, prediction.Plddt], x => Assert.True(x.dtype == ScalarType.Float32 && x.isfinite().all().item<bool>()));
        Assert.Equal(2 * features.Tokens * features.Tokens, errors.Sum(rows => rows.Values.Count(float.IsFinite)));
    }

    [Fact]
    public void Narrow_weights_take_half_the_memory()
    {
        using var recording = GoldenCase.Open("full_modified");
        using var network = GoldenNetworks.Network(recording, Mesh.Serial);
        long Bytes() => network.parameters().Sum(weight => weight.numel() * weight.element_size());
        var before = Bytes();
        var ofPairs = network.named_modules().Where(part => part.module is TriangleMultiplication or TriangleAttention && !part.name.Contains("structure", StringComparison.Ordinal))
            .SelectMany(part => part.module.modules()).OfType<Linear>().Distinct().Sum(linear => linear.parameters().Sum(weight => weight.numel() * 4));

        network.ComputeIn(Precision.Bf16);

        Assert.InRange(before - Bytes(), ofPairs / 2, before / 2);
    }

    [Fact]
    public void Products_are_sums_in_float32_at_least()
    {
        using var scope = NewDisposeScope();
        using var softmax = new OnlineSoftmax();

        softmax.Add(randn(2, 3, 4).to(ScalarType.BFloat16), randn(2, 4, 5).to(ScalarType.BFloat16));

        Assert.Equal(ScalarType.Float32, softmax.Result().dtype);
    }

    [Fact]
    public void Float32_and_what_a_GPU_makes_of_it_are_the_same_without_one()
    {
        Assert.SkipWhen(cuda.is_available(), "skipped: there is a GPU");
        using var scope = NewDisposeScope();

        Assert.Equal(0, Error(Understood("full_modified", Precision.Fp32).Z, Understood("full_modified", Precision.Tf32).Z));
    }

    private static (Tensor S, Tensor Z) Understood(string name, Precision precision, Mesh? mesh = null)
    {
        using var recording = GoldenCase.Open(name, mesh);
        using var network = GoldenNetworks.Network(recording, recording.Mesh);
        network.ComputeIn(precision);
        using var inference = no_grad();
        var trunk = network.Understand(recording.Features().In(precision.Wide), recyclingSteps: 1, new RecordedNoise(recording), Steps.Untold);
        Assert.Equal(precision.Wide, trunk.Z.dtype);
        Assert.Equal(precision.Wide, trunk.S.dtype);
        return (trunk.S.to(ScalarType.Float64), recording.Whole(trunk.Z, recording.Features().Tokens).to(ScalarType.Float64));
    }

    private static double Error(Tensor exact, Tensor x) => ((x - exact).square().mean().sqrt() / exact.square().mean().sqrt()).item<double>();

    private static Tensor Noted(Dictionary<string, ScalarType> made, string name, Tensor y)
    {
        made[name] = y.dtype;
        return y;
    }
}
