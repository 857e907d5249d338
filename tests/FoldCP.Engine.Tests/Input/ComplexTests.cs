using FoldCP.Contract;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Input;

public sealed class ComplexTests
{
    [Fact]
    public void Chains_of_the_same_sequence_are_copies_of_one_entity()
    {
        var complex = Complex.From(new()
        {
            Id = "1",
            Name = "tetramer",
            Chains =
            [
                new() { Ids = ["A", "B"], Kind = MoleculeKind.Protein, Sequence = "MK" },
                new() { Ids = ["C"], Kind = MoleculeKind.Protein, Sequence = "GGG" },
                new() { Ids = ["AA"], Kind = MoleculeKind.Protein, Sequence = "MK" },
            ],
        });

        Assert.Equal(["A", "B", "C", "AA"], complex.Chains.Select(chain => chain.Id));
        Assert.Equal([0, 1, 2, 3], complex.Chains.Select(chain => chain.Number));
        Assert.Equal([0, 0, 1, 0], complex.Chains.Select(chain => chain.Entity.Number));
        Assert.Equal([0, 1, 0, 2], complex.Chains.Select(chain => chain.Copy));
        Assert.Equal((9, 63), (complex.Residues, complex.Atoms));
    }

    [Fact]
    public void Chains_of_the_same_sequence_keep_the_names_and_accessions_that_each_was_given()
    {
        var complex = Complex.From(new()
        {
            Id = "1",
            Name = "paralogues",
            Chains =
            [
                new() { Ids = ["A"], Kind = MoleculeKind.Protein, Sequence = "MK", Name = "Histone H3.1", Accession = "P68431" },
                new() { Ids = ["B"], Kind = MoleculeKind.Protein, Sequence = "MK", Accession = "Q71DI3" },
                new() { Ids = ["C"], Kind = MoleculeKind.Protein, Sequence = "MK", Name = "Histone H3.1", Accession = "P68431" },
                new() { Ids = ["D"], Kind = MoleculeKind.Protein, Sequence = "MK", Name = " ", Accession = "" },
            ],
        });

        var entity = Assert.Single(complex.Entities);
        Assert.Equal(["Histone H3.1", "Q71DI3"], entity.Names);
        Assert.Equal(["P68431", "Q71DI3"], entity.Accessions);
        Assert.Equal(["Histone H3.1", "Q71DI3", "Histone H3.1", null], complex.Chains.Select(chain => chain.Name));
        Assert.Equal([0, 1, 2, 3], complex.Chains.Select(chain => chain.Copy));
    }
}
