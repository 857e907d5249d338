using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>A rank that is lost while the second network folds what is around a ligand.</summary>
public sealed class AccidentInAffinityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(DisturbedRank.Throws, 2)]
    [InlineData(DisturbedRank.IsKilled, 1)]
    public async Task Fewer_go_on_with_the_structures_and_judge_the_same_affinity(string how, int victim)
    {
        var accident = new Accident(how, FoldStage.Confidence, victim, Saying: "shaping its surroundings");
        var (whole, run) = (Asked("whole"), Asked("run"));

        accident.Befall(run);

        Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(whole));
        await accident.AssertFewerGoOnAsync(run, whole);
        Assert.All(Scores(whole).Zip(Scores(run)), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
    }

    private RunFolder Asked(string name)
    {
        File.WriteAllText(_folder.File("one.yaml"), """
            sequences:
            - protein: { id: A, sequence: MKTAYWIAKQRNPGSLCV, msa: empty }
            - ligand: { id: L, ccd: GOL }
            properties:
            - affinity: { binder: L }
            """);
        string affinity = SharedData.File("golden/cases/full_boltz2_affinity.weights.safetensors");
        var options = new FoldOptions(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"), RecyclingSteps: 0, SamplingSteps: 3, Precision: "fp64", Affinity: new(affinity, Samples: 2, SamplingSteps: 3));
        return Requests.In(_folder, new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = options }, name);
    }

    private static double[] Scores(RunFolder run)
    {
        using var scores = JsonDocument.Parse(File.ReadAllBytes(run.File("results/affinity.json")));
        return [.. scores.RootElement.EnumerateObject().Where(score => score.Value.ValueKind == JsonValueKind.Number).OrderBy(score => score.Name).Select(score => score.Value.GetDouble())];
    }
}
