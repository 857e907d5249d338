using FoldCP.Contract;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run.Predict;

/// <summary>The reference's own example inputs with small random weights: each is folded, or it is said why not.</summary>
public sealed class ExamplesPredictTests : IDisposable
{
    private static readonly string[] s_reasons =
    [
        "No alignment is given for chain", "is not known here. Check its code", "which needs the chemistry toolkit", "The first row of chain A's alignment has 136 residues",
        "no weights that predict it are named", "Boltz-1 predicts no affinity",
    ];

    private readonly TemporaryFolder _out = new();

    public void Dispose() => _out.Dispose();

    [Theory]
    [InlineData("full_boltz2_tv2.weights.safetensors")]
    [InlineData("full_boltz1_imitate.weights.safetensors")]
    public async Task Every_example_is_folded_or_refused_with_the_reason(string weights)
    {
        var (ends, said) = await PredictAsync(GoldenCase.Find(weights));

        Assert.Equal(10, ends.Count);
        Assert.All(ends, end => Assert.True(end.Cause is null || s_reasons.Any(reason => end.Cause.Contains(reason, StringComparison.Ordinal)), $"{end.Name}: {end.Cause}"));
        Assert.Null(ends.Single(end => end.Name == "prot_no_msa").Cause);
        Assert.All(ends.Where(end => end.Cause is not null), end => Assert.Contains(end.Cause!, said));
    }

    [Theory]
    [InlineData("checkpoints/boltz2_tiny_lightning.ckpt")]
    [InlineData("checkpoints/boltz1_tiny_lightning_omegaconf.ckpt")]
    public async Task Those_without_an_alignment_are_folded_alone_where_that_is_asked_for(string checkpoint)
    {
        var (ends, _) = await PredictAsync(SharedData.File($"golden/{checkpoint}"), "--single-sequence");

        string[] folded = [.. ends.Where(end => end.Cause is null).Select(end => end.Name)];
        Assert.Superset(new HashSet<string> { "cyclic_prot", "multimer", "prot.fasta", "prot.yaml", "prot_custom_msa", "prot_no_msa" }, folded.ToHashSet());
        Assert.DoesNotContain(ends, end => end.Cause?.Contains("alignment", StringComparison.Ordinal) == true);
    }

    private async Task<(IReadOnlyList<(string Name, string? Cause)> Ends, string Said)> PredictAsync(string weights, params string[] more)
    {
        string examples = Path.GetDirectoryName(SharedData.File("data/msa/boltz_examples/prot.yaml"))!;
        using var engine = EngineUnderTest.Start(
            ["predict", examples, "--out", _out.Path, "--weights", weights, "--recycling_steps", "0", "--sampling_steps", "2", .. more]);
        var (code, said) = await engine.EndAsync();
        var ends = Directory.GetDirectories(_out.Path).Select(path => new RunFolder(path))
            .Select(run => (Path.GetFileName(run.Path), RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)?.Cause)).ToList();
        Assert.Equal(ends.Any(end => end.Cause is not null), code != ExitCode.Done);
        return (ends, said);
    }
}
