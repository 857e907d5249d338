using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Parallel.Parity;

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

    public static TheoryData<string> Names => [.. GoldenTests.Cases.Select(name => name.Data).Where(GoldenRanks.KnowsRanks)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_run_of_the_reference_is_reproduced_by_several_ranks(string name, int rows, int cols)
    {
        var met = new GoldenRanks(new(rows, cols)).Compare(name);

        Assert.NotEmpty(met);
        string[] faults = [.. met.Select(meeting => meeting.Fault).OfType<string>().Distinct()];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }

    /// <summary>Takes minutes. A mesh with more rows or columns than the case has tokens is refused.</summary>
    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public void Recorded_run_of_the_reference_is_reproduced_on_every_mesh(string name)
    {
        using var recording = GoldenCase.Open(name);
        var most = recording.Tokens ?? long.MaxValue;

        Assert.All(MeshMatrix.Usual.Concat(MeshMatrix.Others).Where(shape => Math.Max(shape.Rows, shape.Cols) <= most), shape =>
        {
            var met = new GoldenRanks(shape).Compare(name);
            Assert.NotEmpty(met);
            Assert.Empty(met.Select(meeting => meeting.Fault).OfType<string>().Distinct());
        });
    }
}
