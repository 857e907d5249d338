using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Tensors;

public sealed class PhiloxNoiseTests
{
    [Fact]
    public void Every_use_has_noise_of_its_own()
    {
        var (noise, other) = (new PhiloxNoise(seed: 1), new PhiloxNoise(seed: 2));
        Tensor[] draws =
        [
            noise.Start(1, 32), noise.Stir(0, 1, 32), noise.Stir(1, 1, 32), noise.Stir(0, 2, 32).narrow(0, 1, 1), other.Start(1, 32),
        ];

        for (var first = 0; first < draws.Length; first++)
        {
            for (var second = first + 1; second < draws.Length; second++)
                Assert.True((draws[first] - draws[second]).abs().max().item<float>() > 0.1, $"draws {first} and {second} are alike");
        }
    }

    [Fact]
    public void A_samples_noise_does_not_depend_on_how_many_samples_there_are()
    {
        var noise = new PhiloxNoise(seed: 1);

        Assert.Equal(0, (noise.Stir(4, 1, 32) - noise.Stir(4, 3, 32).narrow(0, 0, 1)).abs().max().item<float>());
        Assert.Equal(0, (noise.Pose(4, 1).Shifts - noise.Pose(4, 3).Shifts.narrow(0, 0, 1)).abs().max().item<float>());
    }

    [Fact]
    public void Particles_live_on_as_often_as_their_weights_say()
    {
        var weights = tensor(new[] { 0.1f, 0.7f, 0.2f, 0, 1, 0 }, 2, 3);

        var drawn = new PhiloxNoise(seed: 1).Survivors(step: 3, weights, each: 2_000);

        Assert.Equal([2, 2_000], drawn.shape);
        for (var particle = 0; particle < 3; particle++)
            Assert.Equal(weights[0, particle].item<float>(), (drawn[0] == particle).to(ScalarType.Float32).mean().item<float>(), 0.03);
        Assert.True((drawn[1] == 1).all().item<bool>());
    }

    [Fact]
    public void Rows_of_an_alignment_are_drawn_once_each_and_anew_in_each_round()
    {
        var noise = new PhiloxNoise(seed: 1);

        var rows = noise.MsaRows(round: 0, rows: 100, take: 60).data<long>().ToArray();
        var next = noise.MsaRows(round: 1, rows: 100, take: 60).data<long>().ToArray();

        Assert.Equal(60, rows.Distinct().Count());
        Assert.All(rows, row => Assert.InRange(row, 0, 99));
        Assert.NotEqual(rows, next);
        Assert.Equal(Enumerable.Range(0, 5).Select(row => (long)row), noise.MsaRows(0, rows: 5, take: 9).data<long>().ToArray().Order());
    }
}
