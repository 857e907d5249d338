using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Steering;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Steering;

/// <summary>Ranks lead particles that all of them have, and go on with the same.</summary>
[Collection(SeededTests.Name)]
public sealed class GuideTests
{
    [Fact]
    public void Ranks_that_would_choose_other_particles_go_on_with_those_of_the_first()
    {
        using var features = MeasuredNetwork.Features(24);
        var steering = SteeringOptions.None with { Resampling = true };
        var x = randn(steering.Particles, features.Atoms, 3);

        var led = ThreadCommunicator.Run(3, world =>
        {
            using var noGrad = no_grad();
            using var guide = Guide.Of(features, steering, steps: 4, stepScale: 1, new Mesh(world, 1, 3))!;
            return guide.Lead(new(Step: 0, Now: 2, Next: 1, Stirred: 1), new(x, x, x, Tokens: null), new ChoosesRank(world.Rank)).Noisy.clone();
        });

        Assert.All(led, own => Assert.True(own.equal(x[0].expand_as(x)).all().item<bool>()));
    }

    [Fact]
    public void What_one_step_leaves_to_the_next_can_be_put_aside()
    {
        using var features = MeasuredNetwork.Features(24);
        var steering = SteeringOptions.None with { Resampling = true, PhysicalGuidance = true };
        var x = randn(steering.Particles, features.Atoms, 3);

        var (before, left) = ThreadCommunicator.Run(1, world =>
        {
            LiveTensors.Remember();
            using var noGrad = no_grad();
            using var guide = Guide.Of(features, steering, steps: 4, stepScale: 1, new Mesh(world, 1, 1))!;
            int before = LiveTensors.OfThisThread().Count;
            using (var scope = NewDisposeScope())
                guide.Lead(new(Step: 0, Now: 2, Next: 1, Stirred: 1), new(x, x, x, Tokens: null), new ChoosesRank(0));
            return (before, LiveTensors.OfThisThread().Select(tensor => tensor.shape).ToList());
        })[0];

        // The push, and what particles' energies were.
        Assert.Equal(0, before);
        Assert.Equal([[steering.Particles], x.shape], left.OrderBy(shape => shape.Length));
    }

    // Each rank takes another particle for the likeliest.
    private sealed class ChoosesRank(int rank) : INoise
    {
        private readonly PhiloxNoise _noise = new(1);

        public Tensor Survivors(int step, Tensor weights, int each) => full([weights.shape[0], each], rank, dtype: ScalarType.Int64);

        public Tensor Start(int samples, long atoms) => _noise.Start(samples, atoms);

        public Tensor Stir(int step, int samples, long atoms) => _noise.Stir(step, samples, atoms);

        public (Tensor Quaternions, Tensor Shifts) Pose(int step, int samples) => _noise.Pose(step, samples);

        public Tensor MsaRows(int round, long rows, long take) => _noise.MsaRows(round, rows, take);
    }
}
