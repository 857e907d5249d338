using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

public sealed class ResultsWriterTests
{
    [Fact]
    public void Nothing_is_shown_before_everything_is_written()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var complex = Samples.Complex("dimer", Samples.Chains("MKT", "A", "B"));
        var writer = new ResultsWriter(run);

        writer.Add(complex, Samples.Of(complex), Samples.Untrained, MoleculeLibrary.AminoAcids);
        bool early = Directory.Exists(run.Results);
        var files = writer.Show();

        Assert.False(early);
        Assert.Equal(["results/structure_0.cif", "results/confidence_0.json"], files.Select(file => file.Path));
        Assert.All(files, file => Assert.Equal((new FileInfo(run.File(file.Path)).Length, Sha256(run.File(file.Path)), 2), (file.Bytes, file.Sha256, file.Sample)));
        Assert.Equal([run.Results], Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public void Leftovers_of_a_killed_engine_are_removed()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        Directory.CreateDirectory(run.Results);
        File.WriteAllText(run.File("results/structure_0.cif"), "half");
        Directory.CreateDirectory(run.File("results.tmp"));

        ResultsWriter.Clear(run);

        Assert.Empty(Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public void Confidence_has_the_references_names()
    {
        string[] expected =
        [
            "confidence_score", "ptm", "iptm", "ligand_iptm", "protein_iptm", "complex_plddt", "complex_iplddt", "complex_pde", "complex_ipde",
            "chains_ptm", "pair_chains_iptm",
        ];

        var trained = Json(ConfidenceFile.Of(Samples.Scores(2), warning: null));
        var untrained = Json(ConfidenceFile.Of(Samples.Scores(2), "untrained"));

        Assert.Equal(expected, trained.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal([.. expected, "warning"], untrained.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(0.65, trained.GetProperty("confidence_score").GetDouble(), 12);
        Assert.Equal(1.001, trained.GetProperty("chains_ptm").GetProperty("1").GetDouble(), 12);
        Assert.Equal(1.0, trained.GetProperty("pair_chains_iptm").GetProperty("1").GetProperty("0").GetDouble(), 12);
    }

    [Fact]
    public void The_references_own_file_has_the_same_names()
    {
        using var golden = JsonDocument.Parse(File.ReadAllBytes(SharedData.File("golden/cases/writer_affinity/confidence_affinity_model_0.json")));

        var ours = Json(ConfidenceFile.Of(Samples.Scores(2), warning: null));

        Assert.Equal(golden.RootElement.EnumerateObject().Select(entry => entry.Name), ours.EnumerateObject().Select(entry => entry.Name));
        Assert.Equal(
            golden.RootElement.GetProperty("pair_chains_iptm").EnumerateObject().Select(entry => entry.Name),
            ours.GetProperty("pair_chains_iptm").EnumerateObject().Select(entry => entry.Name));
    }

    private static JsonElement Json(ConfidenceFile file) => JsonSerializer.SerializeToElement(file, ConfidenceJson.Default.ConfidenceFile);

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
