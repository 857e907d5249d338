using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Tests.Imports;
using static FoldCP.Jobs.Tests.Imports.ComplexTab;

namespace FoldCP.Jobs.Tests.Complexes;

public sealed class NestedComplexesTests
{
    private const string TooManyChains = "With the members of nested complexes the copies add up to more than 10,000 chains.";

    [Fact]
    public void A_complex_that_is_nested_in_countless_ways_is_opened_once()
    {
        // CPX-k holds all later ones, so CPX-45 is in it 2^(44-k) times.
        var rows = Enumerable.Range(1, 44).Select(k => Row($"CPX-{k}", string.Join('|', Enumerable.Range(k + 1, 45 - k).Select(x => $"CPX-{x}(1)"))));

        var set = Staged.Complexes(Table([.. rows, Row("CPX-45", "P1(1)")]));

        Assert.Equal(new RowAccount(45, 15, 0, 30, 14), set.Reading.Account);
        Assert.Equal(["P1 8192 File"], Members(set.Complexes[0]));
        Assert.Equal(TooManyChains, set.Reading.Notes[0].Reason);
    }

    [Fact]
    public void Copies_that_multiply_beyond_measure_reject_the_rows_where_they_do()
    {
        var rows = Enumerable.Range(1, 5).Select(k => Row($"CPX-{k}", $"CPX-{k + 1}(8192)"));

        var set = Staged.Complexes(Table([.. rows, Row("CPX-6", "P1(1)")]));

        Assert.Equal(["CPX-5", "CPX-6"], set.Complexes.Select(x => x.ExternalId));
        Assert.Equal(["CPX-2(8192)", "CPX-3(8192)", "CPX-4(8192)", "CPX-5(8192)"], Rejected(set).Select(x => x.Value));
        Assert.All(Rejected(set), x => Assert.Equal(TooManyChains, x.Reason));
    }

    [Fact]
    public void Complexes_that_go_round_in_a_circle_are_rejected_and_what_holds_them_too()
    {
        var set = Staged.Complexes(Table(
            Row("CPX-1", "CPX-1(1)|P1(1)"), Row("CPX-2", "CPX-3(1)"), Row("CPX-3", "CPX-2(2)"), Row("CPX-4", "P1(1)|CPX-3(1)"), Row("CPX-5", "CPX-6(1)"), Row("CPX-6", "P1(2)")));

        Assert.Equal(["CPX-5", "CPX-6"], set.Complexes.Select(x => x.ExternalId));
        Assert.Equal([(2, "CPX-1(1)"), (3, "CPX-3(1)"), (4, "CPX-2(2)"), (5, "CPX-3(1)")], Rejected(set).Select(x => (x.Line, x.Value)));
        Assert.StartsWith("Nested complexes go round in a circle: following CPX-3 one comes to a complex that contains itself", Rejected(set).Last().Reason);
    }

    [Fact]
    public void Nesting_may_be_as_deep_as_it_likes()
    {
        const int deep = 30_000;

        var set = Staged.Complexes(Table([.. Enumerable.Range(1, deep).Select(k => Row($"CPX-{k}", $"CPX-{k + 1}(1)")), Row($"CPX-{deep + 1}", "P1(3)")]));

        Assert.Equal(deep + 1, set.Complexes.Count);
        Assert.All(set.Complexes, x => Assert.Equal(["P1 3 File"], Members(x)));
    }

    [Fact]
    public void What_comes_in_with_a_nested_complex_is_said()
    {
        var set = Staged.Complexes(Table(Row("CPX-1", "CPX-2(2)|P1(1)|CHEBI:1(1)"), Row("CPX-2", "P2(0)|CHEBI:1(1)|CHEBI:2(1)")));

        Assert.Equal(["P2 2 Assumed", "CHEBI:1 3 File", "CHEBI:2 2 File", "P1 1 File"], Members(set.Complexes[0]));
        Assert.Equal(
            [
                "Small molecules are left out of the fold: CHEBI:1.",
                "Nested complexes were replaced by their members: CPX-2.",
                "Small molecules of nested complexes are left out of the fold: CHEBI:2.",
            ],
            set.Complexes[0].Warnings);
    }

    private static IEnumerable<ImportNote> Rejected(ComplexSet set) => set.Reading.Notes.Where(x => x.Severity == NoteSeverity.Rejected);
}
