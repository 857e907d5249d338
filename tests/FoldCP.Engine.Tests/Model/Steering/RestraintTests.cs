using FoldCP.Engine.Model.Steering;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Steering;

/// <summary>Pushes follow the energies that they belong to.</summary>
[Collection(SeededTests.Name)]
public sealed class RestraintTests
{
    public static TheoryData<string> Exact => ["distances", "dihedrals", "absolute dihedrals", "clashes"];

    [Theory]
    [MemberData(nameof(Exact))]
    public void Push_is_the_gradient_of_the_energy(string kind)
    {
        using var scope = NewDisposeScope();
        using var slices = FoldCP.Engine.Tensors.Chunks.OfSize(100);
        var restraint = Restraint(kind);
        var x = randn(3, 8, 3, dtype: ScalarType.Float64);

        var gradient = restraint.Gradient(x, time: 0.5);

        Assert.True((restraint.Energy(x, time: 0.5) > 0).all().item<bool>());
        Assert.InRange((gradient - Differences(restraint, x)).abs().max().item<double>(), 0, 1e-6);
    }

    [Fact]
    public void Where_bounds_leave_no_room_too_large_counts()
    {
        using var scope = NewDisposeScope();

        var (energy, slope) = new Bounds(full([1], 5f), full([1], 2f)).Of(full([1, 1], 3f));

        Assert.Equal((1, 1), (energy.item<float>(), slope.item<float>()));
    }

    [Fact]
    public void Template_that_only_lies_elsewhere_pushes_nothing_and_a_bent_one_pushes_whole_tokens()
    {
        using var scope = NewDisposeScope();
        var (places, tokenOf) = (randn(1, 6, 3) * 10, tensor(new long[] { 0, 1, 2, 3, 4, 5, 5 }));
        var restraint = new TemplateDeviation(places, ones(1, 6), full([1], 0.1f), arange(6, dtype: ScalarType.Int64), tokenOf);
        var shifted = cat([places + 7, zeros(1, 1, 3)], dim: 1);
        var bent = shifted.clone();
        bent[0, 5] += 3;

        Assert.InRange(restraint.Gradient(shifted, 1).abs().max().item<float>(), 0, 0);
        Assert.True(restraint.Energy(bent, 1).item<float>() > 1);
        var push = restraint.Gradient(bent, 1)[0];
        Assert.True(push[5].sum(dim: 0).item<float>() > 0.5);
        Assert.Equal(push[5].data<float>().ToArray(), push[6].data<float>().ToArray());
    }

    [Fact]
    public void Of_contacts_in_a_union_the_nearest_counts_most()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new float[] { 0, 0, 0, 5, 0, 0, 9, 0, 0 }, 1, 3, 3);
        var restraint = new NearContacts(tensor(new long[] { 0, 0, 1, 2 }, 2, 2), zeros(2, dtype: ScalarType.Int64), full([2], 4f), _ => 8);

        var push = restraint.Gradient(x, 0)[0];

        Assert.Equal(1, restraint.Energy(x, 0).item<float>(), 1e-5);
        Assert.True(push[1, 0].item<float>() > 100 * Math.Abs(push[2, 0].item<float>()));
    }

    // The gradient as the energies of structures in which one number is a little off tell it.
    private static Tensor Differences(IRestraint restraint, Tensor x)
    {
        const double Little = 1e-6;
        var gradient = zeros_like(x);
        for (var (atom, axis) = (0, 0); atom < x.shape[1]; (atom, axis) = axis == 2 ? (atom + 1, 0) : (atom, axis + 1))
        {
            var off = zeros_like(x);
            off.select(1, atom).select(1, axis).fill_(Little);
            gradient.select(1, atom).select(1, axis).copy_((restraint.Energy(x + off, 0.5) - restraint.Energy(x - off, 0.5)) / (2 * Little));
        }

        return gradient;
    }

    private static IRestraint Restraint(string kind)
    {
        var fours = tensor(new long[] { 0, 4, 1, 5, 2, 6, 3, 7 }, 4, 2);
        Tensor All(long count, double value) => full([count], value, dtype: ScalarType.Float64);
        return kind switch
        {
            "distances" => new FlatBottom(Measures.Distance, tensor(new long[] { 0, 1, 2, 3, 4, 5 }, 2, 3), new(All(3, 2.5), All(3, 2.6))),
            "dihedrals" => new FlatBottom(Measures.Dihedral, fours, new(All(2, 0.4), All(2, 0.5))),
            "absolute dihedrals" => new FlatBottom(Measures.AbsoluteDihedral, fours, new(All(2, 3.1), null)),
            _ => new Clashes(arange(8, dtype: ScalarType.Int64), ones(8, dtype: ScalarType.Bool), eye(8, dtype: ScalarType.Bool), All(8, 2)),
        };
    }
}
