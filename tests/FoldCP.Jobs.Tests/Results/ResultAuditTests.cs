using FoldCP.Contract;
using FoldCP.Jobs.Results;
using FoldCP.Jobs.Tests.Folds;

namespace FoldCP.Jobs.Tests.Results;

public sealed class ResultAuditTests
{
    private static readonly FoldDone s_good = SomeFold.ResultWith(Structure("results/structure_0.cif", 0));

    [Fact]
    public void A_result_with_one_structure_per_sample_is_good()
        => ResultAudit.Check(s_good with
        {
            Samples = [SomeFold.Sample(1, rank: 0), SomeFold.Sample(0, rank: 1)],
            Files = [Structure("results/structure_0.cif", 0), Structure("results/structure_1.cif", 1)],
        });

    [Fact]
    public void A_result_without_samples_is_refused() => Refused(s_good with { Samples = [] }, "names no sample");

    [Fact]
    public void A_sample_without_a_structure_is_refused() => Refused(s_good with { Files = [] }, "one structure for sample 0");

    [Fact]
    public void Ranks_with_a_gap_are_refused() => Refused(s_good with { Samples = [SomeFold.Sample(0, rank: 1)] }, "ranks its samples 1 instead of");

    [Fact]
    public void Two_files_of_one_name_are_refused()
        => Refused(s_good with { Files = [.. s_good.Files, new("other/structure_0.cif", ResultKind.Confidence, 0, 1, "")] }, "structure_0.cif twice");

    [Theory]
    [InlineData("results/structure_0.cif", true)]
    [InlineData("../secret", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("results/../../runs2/x", false)]
    public void A_file_lies_within_the_run_folder(string path, bool within)
    {
        var folder = new RunFolder("/state/runs");

        var refusal = Record.Exception(() => ResultAudit.Locate(folder, Structure(path, 0)));

        Assert.Equal(within, refusal is null);
        Assert.True(refusal is null or BadResultException);
    }

    private static void Refused(FoldDone result, string why)
        => Assert.Contains(why, Assert.Throws<BadResultException>(() => ResultAudit.Check(result)).Message);

    private static ResultFile Structure(string path, int sample) => new(path, ResultKind.Structure, sample, 1, "");
}
