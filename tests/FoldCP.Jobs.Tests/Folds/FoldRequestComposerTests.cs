using FoldCP.Jobs.Clusters;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;

namespace FoldCP.Jobs.Tests.Folds;

public sealed class FoldRequestComposerTests
{
    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(27, "AB")]
    [InlineData(701, "ZZ")]
    [InlineData(702, "AAA")]
    public void Chains_are_lettered_like_columns(int index, string id) => Assert.Equal(id, FoldRequestComposer.ChainId(index));

    [Fact]
    public void Copies_share_a_sequence_and_small_molecules_stay_out()
    {
        var (alpha, beta) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var complex = new Complex(Guid.CreateVersion7(), "CPX-1", "haemoglobin", line: 2);
        complex.Subunits.Add(new Subunit(1, "HEM", SubunitKind.SmallMolecule, 4, CopiesSource.File));
        complex.Subunits.Add(Protein(2, "P68871", 2, beta));
        complex.Subunits.Add(Protein(0, "P69905", 2, alpha));

        var request = FoldRequestComposer.Compose(SomeFold.In(FoldState.Preparing, ranks: 3), complex, new Dictionary<Guid, string> { [alpha] = "MVLS", [beta] = "MVHL" });

        Assert.Equal(["A B P69905 MVLS", "C D P68871 MVHL"], request.Chains.Select(x => $"{string.Join(' ', x.Ids)} {x.Accession} {x.Sequence}"));
        Assert.Equal(("haemoglobin", 3), (request.Name, request.Options.Ranks));
    }

    [Fact]
    public void A_sequence_that_went_missing_is_named()
    {
        var complex = new Complex(Guid.CreateVersion7(), "CPX-1", "haemoglobin", line: 2);
        complex.Subunits.Add(Protein(0, "P69905", 1, Guid.CreateVersion7()));

        var refusal = Assert.Throws<ClusterRefusedException>(
            () => FoldRequestComposer.Compose(SomeFold.In(FoldState.Preparing), complex, new Dictionary<Guid, string>()));

        Assert.Equal("There is no sequence for P69905; add it and fold again.", refusal.Message);
    }

    private static Subunit Protein(int position, string accession, int copies, Guid sequence)
    {
        var subunit = new Subunit(position, accession, SubunitKind.Protein, copies, CopiesSource.File);
        subunit.Resolve(sequence, 4, "test");
        return subunit;
    }
}
