using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>What ranks compare before they fold together. Whether they do is seen by processes in <see cref="RankedFoldTests"/>.</summary>
public sealed class StartAgreementTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Before_anything_is_read_it_is_release_mesh_and_request()
    {
        var (one, other) = (Requests.In(_folder, Requests.Dimer(), "one"), Requests.In(_folder, Requests.Dimer(new(Seed: 7)), "other"));

        var facts = new StartAgreement(one, FoldRanks.Alone).BeforeReading();

        Assert.Equal(["engine's version", "mesh", "SHA-256 of request.json"], facts.Select(fact => fact.What));
        Assert.Equal([EngineVersion.Text, "1x1", FileHash.Of(one.Request)], facts.Select(fact => fact.Value));
        Assert.NotEqual(facts[2], new StartAgreement(other, FoldRanks.Alone).BeforeReading()[2]);
    }

    [Fact]
    public void A_rank_of_another_release_is_refused_by_all_in_the_same_words()
    {
        var run = Requests.In(_folder, Requests.Dimer());

        var refusals = ThreadCommunicator.Run(3, world =>
        {
            var agreement = new StartAgreement(run, new(world, new(3, 1), _ => { }));
            var own = agreement.BeforeReading();
            return Assert.Throws<AgreedFailure>(() => agreement.Check(world.Rank == 2 ? [own[0] with { Value = "0.0.1" }, .. own.Skip(1)] : own, DateTimeOffset.UnixEpoch)).Failed;
        });

        Assert.All(refusals, refused => Assert.Equal(
            (2, FailureKind.BadInput, $"Rank 2 differs from rank 0 in the engine's version: 0.0.1 instead of {EngineVersion.Text}. All ranks need the same release, weights and files."),
            (refused.Rank, refused.Kind, refused.Cause)));
    }

    [Fact]
    public void Before_they_fold_it_is_all_that_results_follow_from()
    {
        using var model = LoadedModel.Open(FoldOptions.DemoWeights);
        var run = Requests.In(_folder, Requests.Dimer());
        var target = new TargetBuilder(MoleculeLibrary.AminoAcids).From(RequestInput.Of(Requests.Dimer(), run));
        var story = new FoldStory(Requests.Dimer(), "request", new("input.yaml", "input"), [new("one.a3m", "alignment"), new("two.cif", "template")]);

        var facts = StartAgreement.BeforeFolding(story, target, model, affinity: null, tokens: 30);

        Assert.Equal("input", Value("SHA-256 of the input"));
        Assert.Equal("alignment template", Value("SHA-256 of alignments and templates"));
        Assert.Equal(ComponentsHash.Of(target), Value("SHA-256 of the components"));
        Assert.Equal(model.Sha256, Value("SHA-256 of the weights"));
        Assert.Equal("none", Value("SHA-256 of the affinity's weights"));
        Assert.Equal("30", Value("number of tokens"));
        Assert.NotEmpty(Value("chemistry toolkit"));
        Assert.Equal(7, facts.Count);

        string Value(string what) => Assert.Single(facts, fact => fact.What == what).Value;
    }
}
