using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Model;

/// <summary>The recorded runs of the reference once more, each shared by several ranks, at the same tolerances.</summary>
public sealed class GoldenOnMeshesTests
{
    private static readonly (int Rows, int Cols)[] s_meshes = [(1, 2), (3, 1), (2, 3), (3, 3)];

    public static TheoryData<string, int, int> Cases =>
    [
        .. GoldenTests.Cases.Select(name => name.Data).Where(GoldenRanks.KnowsRanks)
            .SelectMany(name => s_meshes.Select(mesh => (name, mesh.Rows, mesh.Cols))),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_run_of_the_reference_is_reproduced_by_several_ranks(string name, int rows, int cols)
    {
        var met = new GoldenRanks(new(rows, cols)).Compare(name);

        Assert.NotEmpty(met);
        string[] faults = [.. met.Select(meeting => meeting.Fault).OfType<string>().Distinct()];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }
}
