using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Sequences;

namespace FoldCP.Jobs.Tests.Imports;

/// <summary>The figures of whole real files; docs/import.md explains them.</summary>
public sealed class RealFilesTests
{
    public static readonly string[] SequenceFiles =
    [
        "human_swissprot_Intra0.tsv", "human_swissprot_Intra1.tsv", "human_swissprot_Intra2.tsv", "yeast_559292.fasta", "ecoli_83333.fasta",
        "human_speedppi.fasta", "human_dagLogo.fasta", "human_STRINGv11_SHS148k_ENSP.tsv", "deeploc_test_set.fasta", "deeploc_our_val_set.fasta",
    ];

    [Fact]
    public void Corum_of_2018_is_read_whole()
    {
        var preview = Read("corum/corum_2018-06-27_allComplexes.txt", SequenceFiles);

        Assert.Equal(new RowAccount(3633, 3632, 0, 1, 0), preview.ComplexSet.Account);
        Assert.Equal(("6060", "The complex names no member."), (preview.ComplexSet.Notes[^1].Item, preview.ComplexSet.Notes[^1].Reason));
        Assert.Equal((959, 1496, 1177), (preview.Totals.Complete, preview.Totals.Partial, preview.Totals.WithoutSequence));
        Assert.Equal((959, 0), (preview.Totals.Ready, preview.Totals.Unsupported));
        Assert.All(preview.SequenceFiles, x => Assert.Null(x.Fault));
        Assert.All(preview.SequenceFiles, x => Assert.Equal(x.Account.Read, x.Account.Imported + x.Account.NotNeeded + x.Account.Rejected));
    }

    [Fact]
    public void Corum_core_3_is_read_whole()
    {
        var preview = Read("corum/corum_3.0-era_coreComplexes.txt", SequenceFiles);

        Assert.Equal(new RowAccount(3512, 3511, 0, 1, 0), preview.ComplexSet.Account);
        Assert.Equal((837, 1500, 1174), (preview.Totals.Complete, preview.Totals.Partial, preview.Totals.WithoutSequence));
    }

    [Fact]
    public void Corum_5_is_read_with_the_copies_it_states()
    {
        var set = Staged.Complexes(Staged.OnDisk(SharedData.File("corum/corum_5.3_humanComplexes_SAMPLE_3_rows.txt")));

        Assert.Equal(["1", "10", "29"], set.Complexes.Select(x => x.ExternalId));
        Assert.Equal(7, set.Complexes[2].Members[0].Copies);
    }

    [Fact]
    public void Complex_portal_human_of_2018_is_read_whole()
    {
        var preview = Read("complexportal/homo_sapiens_complextab_2018-12-17.tsv", SequenceFiles);

        Assert.Equal((640, 640, 0), (preview.ComplexSet.Account.Read, preview.ComplexSet.Account.Imported, preview.ComplexSet.Account.Rejected));
        Assert.Equal((238, 278, 124), (preview.Totals.Complete, preview.Totals.Partial, preview.Totals.WithoutSequence));
        Assert.Equal((235, 3), (preview.Totals.Ready, preview.Totals.Unsupported));
    }

    private static ImportPreview Read(string complexSet, string[] sequenceFiles)
    {
        var stop = TestContext.Current.CancellationToken;
        var set = Staged.Complexes(Staged.OnDisk(SharedData.File(complexSet)));
        var search = new SequenceSearch(set.Complexes.SelectMany(x => x.Members).Select(x => x.Accession));
        var files = sequenceFiles.Select(x => search.Read(Staged.OnDisk(SharedData.File($"sequences/{x}")), Staged.MaxBytes, stop)).ToList();
        return new ReadImport(set, files, search).Preview();
    }
}
