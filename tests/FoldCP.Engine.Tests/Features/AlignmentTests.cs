using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Features;

public sealed class AlignmentTests
{
    [Fact]
    public void Rows_of_one_species_stand_beside_each_other_and_the_species_of_most_chains_come_first()
    {
        var first = Of(("MK", 9), ("MA", 1), ("MC", 2), ("MD", null));
        var second = Of(("GG", 9), ("GA", 2));
        var third = Of(("LL", 9), ("LA", 2));

        var rows = AlignmentPairing.Of([first, second, third]);

        // Itself; the species 9 and 2 have three chains each, 1 has one row only; then all rows in turn.
        Assert.Equal([[0, 0, 0], [0, 0, 0], [2, 1, 1], [1, 1, 1], [2, -1, -1], [3, -1, -1]], rows.Select(row => row.Rows));
        Assert.Equal([true, true, true, false, false, false], rows.Select(row => row.Paired[0]));
    }

    [Fact]
    public void A_chain_without_the_species_is_filled_with_its_next_row()
    {
        var first = Of(("MK", null), ("MA", 5), ("MC", 5));
        var second = Of(("GG", null), ("GA", null));

        var rows = AlignmentPairing.Of([first, second]);

        Assert.Equal([[0, 0], [1, 1], [2, -1], [1, -1], [2, -1]], rows.Select(row => row.Rows));
        Assert.Equal((true, false), (rows[1].Paired[0], rows[1].Paired[1]));
    }

    [Fact]
    public void No_more_rows_are_made_than_asked_for() => Assert.Equal(2, AlignmentPairing.Of([Of(("M", null), ("A", null), ("C", null))], most: 2).Count);

    [Fact]
    public void Deletions_count_in_the_first_row_only()
    {
        using var features = Features("MK", Row("MgggK", null), Row("MaK", null) with { Tokens = [14, 2] });

        Assert.Equal([0, (float)(Math.PI / 2 * Math.Atan(1)), 0, 0], features.DeletionValue.data<float>().ToArray());
        Assert.Equal([0f, 1, 0, 0], features.HasDeletion.data<float>().ToArray());
        Assert.Equal((float)(Math.PI / 4 * Math.Atan(1)), features.DeletionMean.data<float>()[1], 1e-6f);
        Assert.Equal(0.5f, features.Profile[0, 1, 2].item<float>());
    }

    [Theory]
    [InlineData("MK", "MKT", "has 3 residues, and the chain has 2")]
    [InlineData("MK", "MA", "differs from the chain at position 2")]
    [InlineData("MK", "XK", null)]
    [InlineData("XK", "AK", null)]
    public void An_alignment_of_something_else_is_none(string sequence, string first, string? fault)
    {
        var alignment = new Alignment([Row(first, null), Row(new string('W', first.Length), null)]);
        var target = Target(sequence, alignment);

        string? told = target.Misfits.SingleOrDefault();
        using var features = Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Equal(fault is null, told is null);
        Assert.Contains(fault ?? "", told ?? "", StringComparison.Ordinal);
        Assert.Equal(fault is null ? 2 : 1, features.Msa.shape[1]);
        Assert.Equal(features.ResType.data<long>().ToArray(), features.Msa[0, 0].data<long>().ToArray());
    }

    private static FoldFeatures Features(string sequence, params AlignmentRow[] rows) =>
        Featurizer.Of(Target(sequence, new(rows)), Generation.Boltz2, new PhiloxConformerNoise(1));

    private static FoldTarget Target(string sequence, Alignment alignment) =>
        new TargetBuilder(MoleculeLibrary.AminoAcids).From(new("x", [new PolymerInput(["A"], ChainKind.Protein, sequence)])) with
        {
            Alignments = new Dictionary<int, Alignment> { [0] = alignment },
        };

    private static Alignment Of(params (string Text, int? Species)[] rows) => new([.. rows.Select(row => Row(row.Text, row.Species))]);

    private static AlignmentRow Row(string text, int? species) => AlignmentRow.Parse(text, species);
}
