using FoldCP.Web.Complexes;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ComplexSelectionTests
{
    private readonly Guid _one = Guid.CreateVersion7();
    private readonly Guid _other = Guid.CreateVersion7();

    [Fact]
    public void Single_ones_are_taken_and_given_back()
    {
        var selection = ComplexSelection.None.Toggle(_one).Toggle(_other).Toggle(_one);

        Assert.False(selection.Contains(_one));
        Assert.True(selection.Contains(_other));
        Assert.Equal(1, selection.Count(matching: 3633));
        Assert.True(selection.Toggle(_other).IsEmpty);
    }

    [Fact]
    public void All_that_match_is_a_question_with_exceptions_not_a_list()
    {
        var selection = ComplexSelection.All(ComplexQuery.All).Toggle(_one);

        Assert.False(selection.Contains(_one));
        Assert.True(selection.Contains(_other));
        Assert.Single(selection.Ids);
        Assert.Equal(3632, selection.Count(matching: 3633));
        Assert.True(selection.With([_one]).Contains(_one));
    }
}
