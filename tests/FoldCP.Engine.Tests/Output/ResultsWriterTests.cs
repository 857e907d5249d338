using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

public sealed class ResultsWriterTests
{
    [Fact]
    public void Nothing_is_shown_before_everything_is_written()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var complex = Samples.Assembly("dimer", Samples.Chains("MKT", "A", "B"));
        using var writer = new ResultsWriter(run);

        writer.Add(complex, Samples.Of(complex), Samples.Untrained);
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

    [Fact]
    public void Other_formats_and_the_errors_of_pairs_are_written_where_they_are_asked_for()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var complex = Samples.Assembly("dimer", Samples.Chains("MKT", "A", "B"));
        using var writer = new ResultsWriter(run, new(WriteFullPae: true, WritePdb: true, WriteBinaryCif: true));
        float[] pae = [.. Enumerable.Range(0, 36).Select(i => i / 2f)];
        float[] pde = [.. pae.Reverse()];
        var sample = Samples.Of(complex);

        writer.Add(new PairErrorRows(sample.Sample, PairError.Aligned, new(0, 6), 6, pae), tokens: 6);
        writer.Add(new PairErrorRows(sample.Sample, PairError.Distance, new(0, 2), 6, pde[..12]), tokens: 6);
        writer.Add(new PairErrorRows(sample.Sample, PairError.Distance, new(2, 6), 6, pde[12..]), tokens: 6);
        writer.Add(complex, sample, Samples.Untrained);
        var files = writer.Show();

        (string, ResultKind)[] expected =
        [
            ("structure_0.cif", ResultKind.Structure), ("confidence_0.json", ResultKind.Confidence), ("structure_0.pdb", ResultKind.Pdb),
            ("structure_0.bcif", ResultKind.BinaryCif), ("pae_0.npz", ResultKind.Pae), ("pde_0.npz", ResultKind.Pde), ("plddt_0.npz", ResultKind.Plddt),
        ];
        Assert.Equal(expected, files.Select(file => (Path.GetFileName(file.Path), file.Kind)));
        Assert.Empty(writer.Omitted);
        var read = NumpyReader.Read(run.File("results/pae_0.npz"), "pae");
        Assert.Equal([6, 6], read.Shape);
        Assert.Equal(pae, read.Numbers);
        Assert.Equal(pde, NumpyReader.Read(run.File("results/pde_0.npz"), "pde").Numbers);
        Assert.Equal(sample.Plddt, NumpyReader.Read(run.File("results/plddt_0.npz"), "plddt").Numbers);
    }

    [Fact]
    public void A_structure_that_does_not_fit_into_a_PDB_file_is_left_out_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        var complex = Samples.Assembly("dimer", Samples.Chains("MKT", "A", "AB"));
        using var writer = new ResultsWriter(new(folder.Path), new(WritePdb: true));

        writer.Add(complex, Samples.Of(complex), Samples.Untrained);
        var files = writer.Show();

        Assert.Equal(["structure_0.pdb: a PDB file names chains by one letter, and here is a chain AB."], writer.Omitted);
        Assert.DoesNotContain(files, file => file.Kind == ResultKind.Pdb);
    }

    [Fact]
    public void Affinity_has_the_references_names_and_an_ensembles_members()
    {
        var alone = new AffinityScores(new(-1.5, 0.75), []);
        var both = alone with { Members = [new(-1, 0.5), new(-2, 1)] };

        Assert.Equal("""{"affinity_pred_value":-1.5,"affinity_probability_binary":0.75}""", Json(AffinityFile.Of(alone, null)));
        Assert.Equal(
            """{"affinity_pred_value":-1.5,"affinity_probability_binary":0.75,"affinity_pred_value1":-1,"affinity_probability_binary1":0.5,"affinity_pred_value2":-2,"affinity_probability_binary2":1,"warning":"untrained"}""",
            Json(AffinityFile.Of(both, "untrained")));
    }

    private static string Json(AffinityFile file) => JsonSerializer.SerializeToElement(file, AffinityJson.Default.AffinityFile).ToString().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal);

    private static JsonElement Json(ConfidenceFile file) => JsonSerializer.SerializeToElement(file, ConfidenceJson.Default.ConfidenceFile);

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
