using FoldCP.Web.Complexes;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ListSnapshotTests
{
    private readonly Guid[] _ids = [.. Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7())];

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(1, -1, 0)]
    [InlineData(0, -1, 0)]
    [InlineData(3, 10, 4)]
    public void Keys_move_within_the_list_and_stop_at_its_ends(int from, int by, int to)
    {
        var list = new ListSnapshot(ComplexQuery.All, _ids);

        Assert.Equal(_ids[to], list.Step(_ids[from], by));
    }

    [Fact]
    public void From_nowhere_down_is_the_first_and_up_is_the_last()
    {
        var list = new ListSnapshot(ComplexQuery.All, _ids);

        Assert.Equal(_ids[0], list.Step(null, 1));
        Assert.Equal(_ids[4], list.Step(Guid.NewGuid(), -1));
        Assert.Null(ListSnapshot.Empty.Step(null, 1));
    }

    [Fact]
    public void A_range_is_the_same_from_either_end()
    {
        var list = new ListSnapshot(ComplexQuery.All, _ids);

        Assert.Equal(_ids[1..4], list.Between(_ids[1], _ids[3]));
        Assert.Equal(_ids[1..4], list.Between(_ids[3], _ids[1]));
    }

    [Fact]
    public void What_came_and_what_went_is_counted_while_rows_keep_their_places()
    {
        var list = new ListSnapshot(ComplexQuery.All, _ids[..4]);

        Assert.Equal("1 new", list.DriftTo(_ids).InWords);
        Assert.Equal("2 moved on", list.DriftTo(_ids[..2]).InWords);
        Assert.Equal("1 new, 3 moved on", list.DriftTo([_ids[4], _ids[0]]).InWords);
        Assert.Equal("Order changed", list.DriftTo([_ids[1], _ids[0], _ids[2], _ids[3]]).InWords);
        Assert.Null(list.DriftTo(_ids[..4]).InWords);
    }
}
