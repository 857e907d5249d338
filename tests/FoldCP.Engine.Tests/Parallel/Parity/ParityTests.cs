using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Model;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>
/// Whole networks, modules and layers are on every mesh what they are on one rank, in float64: all that they make, and the gradients of
/// all their weights and inputs.
/// </summary>
public sealed class ParityTests(ParityTally tally) : IClassFixture<ParityTally>
{
    // Whoever judges an affinity changes the trunk's pairs in place: nothing goes back through that. Its module's own case does.
    private const string NeverGoesBack = "full_affinity";

    public static TheoryData<string> Cases => [.. GoldenTests.Cases.Select(row => row.Data).Where(GoldenRanks.KnowsRanks)];

    public static TheoryData<string> GoingBack => [.. Cases.Select(row => row.Data).Where(name => name != NeverGoesBack)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_is_the_same_for_each_number_of_ranks(string name) => AssertSame(name, goesBack: false, MeshMatrix.Usual);

    [Theory]
    [MemberData(nameof(GoingBack))]
    public void Case_goes_back_the_same_way_for_each_number_of_ranks(string name) => AssertSame(name, goesBack: true, MeshMatrix.Usual);

    /// <summary>Small cases are usually worked on in one go: here in slices, of which ranks have different numbers.</summary>
    [Theory]
    [InlineData("full_template")]
    [InlineData("full_v1_pocket")]
    [InlineData("full_affinity")]
    public void Network_is_the_same_in_slices(string name)
    {
        using var alone = new ParityCase(name, goesBack: false);
        using var slices = Chunks.OfSize(500);

        Assert.All([MeshShape.Parse("1x1"), MeshShape.Parse("2x3"), MeshShape.Parse("3x1")], shape => Assert.DoesNotContain(alone.On(shape), difference => difference.IsTooLarge));
    }

    /// <summary>Takes minutes.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Cases))]
    public void Case_is_the_same_on_every_other_mesh(string name) => AssertSame(name, goesBack: false, MeshMatrix.Others);

    /// <summary>Takes minutes.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(GoingBack))]
    public void Case_goes_back_the_same_way_on_every_other_mesh(string name) => AssertSame(name, goesBack: true, MeshMatrix.Others);

    private void AssertSame(string name, bool goesBack, IReadOnlyList<MeshShape> meshes)
    {
        using var alone = new ParityCase(name, goesBack);
        var (what, faults) = (goesBack ? "Forward and backward" : "Forward", new List<string>());
        foreach (var shape in meshes)
        {
            if (!alone.IsFor(shape))
            {
                tally.Refuse(what, shape);
                continue;
            }

            var differences = alone.On(shape);
            tally.Add(what, shape, name, differences);
            Assert.Equal(0, differences.Count % shape.Ranks);
            Assert.True(differences.Count >= shape.Ranks * alone.Outputs);
            faults.AddRange(differences.Where(difference => difference.IsTooLarge).Select(difference => $"{difference.Output} on {shape}: off by {difference.Relative:g3}").Distinct());
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
    }
}
