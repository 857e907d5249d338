using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Checkpoints;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Run.Checkpoints;

/// <summary>A recorded fold that another mesh goes on with: the same coordinates as if nothing had been, to the accuracy of the numbers.</summary>
public sealed class ResumedNetworkTests : IDisposable
{
    private static readonly PredictOptions s_options = new() { Samples = 2, RecyclingSteps = 1, SamplingSteps = 5 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("full_template", ScalarType.Float64, 1e-6)]
    [InlineData("full_v1_pocket", ScalarType.Float64, 1e-6)]
    // As all folds on other meshes in these numbers (Boltz2OnMeshesTests).
    [InlineData("full_template", ScalarType.Float32, 5e-3)]
    public void Three_ranks_go_on_where_four_have_stopped(string name, ScalarType numbers, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open(name, numbers: numbers);
        var undisturbed = Folded(recording, "1x1", () => new RecordedNoise(recording), keeps: false)[0];
        Folded(recording, "2x2", () => new RecordedNoise(recording), keeps: true);

        // Not a number of noise is drawn again.
        var judged = Folded(recording, "3x1", () => new NoNoise(), keeps: true);
        File.Delete(Path.Combine(new RunFolder(_folder.Path).Checkpoints, "Sampling.safetensors"));
        var sampled = Folded(recording, "1x3", () => new RecordedNoise(recording), keeps: true);

        Assert.All([.. judged, .. sampled], one =>
        {
            Assert.InRange((undisturbed.X - one.X).abs().max().to(ScalarType.Float64).item<double>(), 0, tolerance);
            Assert.Equal(undisturbed.Score, one.Score, 1e-4);
        });
    }

    private (Tensor X, double Score)[] Folded(GoldenCase recording, string shape, Func<INoise> noise, bool keeps)
    {
        var (lies, features) = (MeshShape.Parse(shape), recording.Features());
        return ThreadCommunicator.Run(lies.Ranks, world =>
        {
            using var noGrad = no_grad();
            var ranks = new FoldRanks(world, lies, _ => { });
            var run = new RunFolder(_folder.Path);
            using var progress = ProgressLog.Silent(run, TimeProvider.System, ranks, FoldWatch.Nobody, CancellationToken.None);
            using var network = GoldenNetworks.Network(recording, ranks.Mesh);
            var milestones = keeps ? new FoldCheckpoints(run, "a", ranks, progress).Milestones : Milestones.AllMade;
            double score = 0;
            var x = network.Fold(features, s_options, noise(), Steps.Untold, confidence => score += confidence.Scores.ConfidenceScore, milestones: milestones);
            Assert.DoesNotContain(progress.Notes, note => note.Contains(" not "));
            return (x, score);
        });
    }

    private sealed class NoNoise : INoise
    {
        public Tensor Start(int samples, long atoms) => throw Drawn();

        public Tensor Stir(int step, int samples, long atoms) => throw Drawn();

        public (Tensor Quaternions, Tensor Shifts) Pose(int step, int samples) => throw Drawn();

        public Tensor Survivors(int step, Tensor weights, int each) => throw Drawn();

        public Tensor MsaRows(int round, long rows, long take) => throw Drawn();

        private static InvalidOperationException Drawn() => new("What has been kept was made again.");
    }
}
