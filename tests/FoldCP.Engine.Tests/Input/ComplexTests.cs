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
}
