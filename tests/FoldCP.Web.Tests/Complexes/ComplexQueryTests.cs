using FoldCP.Web.Complexes;
using FoldCP.Web.Frame.States;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ComplexQueryTests
{
    private const string Page = "http://localhost/campaigns/1";

    [Theory]
    [InlineData("")]
    [InlineData("?q=BCL6%20%26%20HDAC4%20%25%20%2B")]
    [InlineData("?state=Done,Failed")]
    [InlineData("?min=100&max=2000")]
    [InlineData("?sort=-score")]
    [InlineData("?q=P41182&state=MissingSequences&min=1&max=9&sort=residues")]
    [InlineData("?sort=-file")]
    public void A_query_comes_back_from_its_address_unchanged(string address)
    {
        var query = ComplexQuery.Parse(Page + address);

        string written = query.ToQueryString();

        Assert.Equal(Uri.UnescapeDataString(address), Uri.UnescapeDataString(written));
        Assert.Equal(query, ComplexQuery.Parse(Page + written));
    }

    [Theory]
    [InlineData("?state=Melted")]
    [InlineData("?sort=colour")]
    [InlineData("?sort=99")]
    [InlineData("?min=-4&max=many")]
    [InlineData("?foo=bar")]
    public void What_an_address_says_wrongly_is_left_out(string address)
    {
        var query = ComplexQuery.Parse(Page + address);

        Assert.Equal(ComplexQuery.All, query);
        Assert.False(query.IsFiltered);
    }

    [Fact]
    public void A_column_sorts_up_then_down_then_not_at_all()
    {
        var once = ComplexQuery.All.SortedBy(ComplexSort.Residues);
        var twice = once.SortedBy(ComplexSort.Residues);
        var thrice = twice.SortedBy(ComplexSort.Residues);

        Assert.Equal((ComplexSort.Residues, false), (once.Sort, once.Descending));
        Assert.Equal((ComplexSort.Residues, true), (twice.Sort, twice.Descending));
        Assert.Equal(ComplexQuery.All, thrice);
    }

    [Fact]
    public void Scores_are_sorted_with_the_best_first()
    {
        var sorted = ComplexQuery.All.SortedBy(ComplexSort.Score);

        Assert.True(sorted.Descending);
        Assert.False(sorted.SortedBy(ComplexSort.Score).Descending);
        Assert.Equal(ComplexQuery.All, sorted.SortedBy(ComplexSort.Score).SortedBy(ComplexSort.Score));
    }

    [Fact]
    public void Further_parts_of_an_address_stay_beside_the_query()
    {
        var query = ComplexQuery.All with { States = StateSet.Of(ComplexState.Done) };

        string address = query.ToQueryString(("row", "7"), ("tab", null));

        Assert.Equal("?state=Done&row=7", address);
    }

    [Fact]
    public void Equal_questions_are_equal_values_so_that_a_list_is_asked_for_once()
    {
        var one = ComplexQuery.All with { States = StateSet.Of(ComplexState.Done, ComplexState.Failed) };
        var other = ComplexQuery.All with { States = StateSet.Parse("failed, done") };

        Assert.Equal(one, other);
        Assert.NotEqual(one, one with { States = one.States.Toggle(ComplexState.Done) });
    }

    [Fact]
    public void Each_state_is_either_one_of_a_fold_or_one_of_a_complex()
    {
        var all = StateSet.Of([.. Enum.GetValues<ComplexState>()]);

        Assert.Equal(Enum.GetValues<ComplexState>().Length, all.Folds.Length + all.Readinesses.Length);
        Assert.Equal(all.Count, all.Members.Count());
    }
}
