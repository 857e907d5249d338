using FoldCP.Jobs.Complexes;

namespace FoldCP.Jobs.Tests.Complexes;

public sealed class ComplexTests
{
    [Fact]
    public void Copies_multiply_tokens_and_small_molecules_add_none()
    {
        var complex = SomeComplex();
        complex.Add("P69905", SubunitKind.Protein, 2, CopiesSource.File).Resolve(Guid.CreateVersion7(), 142, "test");
        complex.Add("P68871", SubunitKind.Protein, 2, CopiesSource.File).Resolve(Guid.CreateVersion7(), 147, "test");
        complex.Add("CHEBI:30413", SubunitKind.SmallMolecule, 4, CopiesSource.File);

        complex.Recount();

        Assert.Equal((3, 4, 578, 0), (complex.SubunitCount, complex.ChainCount, complex.Tokens, complex.MissingSequences));
        Assert.Equal((Readiness.Ready, null), (complex.Readiness, complex.Obstacle));
    }

    [Fact]
    public void Missing_sequences_are_named_up_to_five()
    {
        var complex = SomeComplex();
        for (int i = 1; i <= 7; i++)
            complex.Add($"P{i}", SubunitKind.Protein, 1, CopiesSource.Assumed);

        complex.Recount();

        Assert.Equal((Readiness.MissingSequences, "No sequence for P1, P2, P3, P4, P5 and 2 more."), (complex.Readiness, complex.Obstacle));
    }

    [Theory]
    [InlineData("URS00004A7003_9606", SubunitKind.NucleicAcid, "URS00004A7003_9606 is a nucleic acid; only proteins can be folded yet.")]
    [InlineData("CPX-7", SubunitKind.Complex, "CPX-7 is a complex that no usable row of the file describes, so its members are not known.")]
    [InlineData("None", SubunitKind.Unknown, "None is no protein that the file identifies.")]
    public void What_cannot_be_folded_says_why(string accession, SubunitKind kind, string obstacle)
    {
        var complex = SomeComplex();
        complex.Add("P1", SubunitKind.Protein, 1, CopiesSource.File);
        complex.Add(accession, kind, 1, CopiesSource.File);

        complex.Recount();

        Assert.Equal((Readiness.Unsupported, obstacle), (complex.Readiness, complex.Obstacle));
    }

    private static Complex SomeComplex() => new(Guid.CreateVersion7(), "CPX-1", "a complex", line: 2);
}
