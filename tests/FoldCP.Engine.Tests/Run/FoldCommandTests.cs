using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Tests.Output;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The fold command to its good end.</summary>
public sealed class FoldCommandTests
{
    [Fact]
    public async Task A_fold_ends_with_done_and_every_file_that_it_names()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Dimer());

        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        Assert.Equal(ExitCode.Done, code);
        Assert.Equal((30, 241, false, "demo"), (done.Tokens, done.Atoms, done.Trained, done.Weights));
        Assert.Equal([0, 1], done.Samples.Select(sample => sample.Rank));
        Assert.Equal([0, 1], done.Samples.Select(sample => sample.Sample).Order());
        Assert.True(done.Samples[0].ConfidenceScore >= done.Samples[1].ConfidenceScore);
        Assert.Equal(
            ["results/structure_0.cif", "results/confidence_0.json", "results/structure_1.cif", "results/confidence_1.json", "results/manifest.json"],
            done.Files.Select(file => file.Path));
        Assert.All(done.Files, file => Assert.Equal(file.Sha256, Sha256(run.File(file.Path))));
        Assert.False(File.Exists(run.Failed));
        Assert.False(Directory.Exists(run.Results + ".tmp"));
    }

    [Fact]
    public async Task Further_files_are_there_when_they_are_asked_for_and_what_cannot_be_is_told_in_the_manifest()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Dimer(new(RecyclingSteps: 0, SamplingSteps: 2, WriteFullPae: true, WritePdb: true, WriteBinaryCif: true)));

        await EngineUnderTest.FoldToTheEndAsync(run);

        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        Assert.Equal(
            [ResultKind.Structure, ResultKind.Confidence, ResultKind.BinaryCif, ResultKind.Pae, ResultKind.Pde, ResultKind.Plddt, ResultKind.Manifest],
            done.Files.Select(file => file.Kind));
        var pae = NumpyReader.Read(run.File("results/pae_0.npz"), "pae");
        Assert.Equal([30, 30], pae.Shape);
        Assert.All(pae.Numbers, error => Assert.InRange(error, 0, 32));
        Assert.True(pae.Numbers.Distinct().Count() > 800);
        Assert.NotEqual(pae.Numbers, NumpyReader.Read(run.File("results/pde_0.npz"), "pde").Numbers);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(run.File("results/manifest.json")));
        Assert.Equal("structure_0.pdb: a PDB file names chains by one letter, and here is a chain AB.", manifest.RootElement.GetProperty("omitted")[0].GetString());
    }

    [Fact]
    public async Task The_structure_has_exactly_the_atoms_of_the_input_in_finite_places()
    {
        using var folder = new TemporaryFolder();
        var request = Requests.Dimer();
        var run = Requests.In(folder, request);

        await EngineUnderTest.FoldToTheEndAsync(run);

        var file = CifFile.Read(run.File("results/structure_0.cif"));
        var atoms = AtomSite.Of(file).ToList();
        var expected = from chain in request.Chains
                       from residue in chain.Sequence.Select((letter, at) => (Acid: AminoAcid.Find(letter)!, Number: at + 1))
                       from name in residue.Acid.AtomNames
                       select (chain.Ids[0], residue.Number, residue.Acid.Code, name);
        Assert.Equal(expected, atoms.Select(atom => (atom.Chain, atom.Sequence, atom.Component, atom.Name)));
        Assert.All(atoms, atom => Assert.True(float.IsFinite(atom.Position.LengthSquared())));
        Assert.Equal(atoms.Count, atoms.Select(atom => atom.Position).Distinct().Count());
        Assert.All(atoms, atom => Assert.InRange(atom.BFactor, 0, 100));
        Assert.Contains("UNTRAINED", file.Table("_struct").Find(0, "title"));
    }

    [Fact]
    public async Task Scores_manifest_and_progress_tell_the_same_story()
    {
        using var folder = new TemporaryFolder();
        var run = Requests.In(folder, Requests.Dimer());

        await EngineUnderTest.FoldToTheEndAsync(run);

        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        var manifest = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!;
        var confidence = RunFolder.Read(run.File("results/confidence_0.json"), ConfidenceJson.Default.ConfidenceFile)!;
        var engine = RunFolder.Read(run.Engine, ContractJson.Default.EngineProcess)!;
        Assert.Equal((Sha256(run.Request), done.WeightsSha256, engine.EngineVersion), (manifest.RequestSha256, manifest.WeightsSha256, manifest.EngineVersion));
        Assert.Equal(done.Samples[0].Ptm, confidence.Ptm);
        Assert.Equal(["0", "1"], confidence.ChainsPtm.Keys);
        Assert.False(ProcessClock.Lives(engine));
        var lines = File.ReadAllLines(run.Progress).Select(line => JsonSerializer.Deserialize(line, ContractLineJson.Default.Progress)!).ToList();
        Assert.Equal(Enum.GetValues<FoldStage>(), lines.Select(line => line.Stage).Distinct());
        Assert.All(lines.GroupBy(line => line.Stage), stage => Assert.Equal(stage.Last().Of, stage.Last().Step));
        Assert.Equal(lines.OrderBy(line => line.Time), lines);
    }

    [Fact]
    public async Task The_same_request_gives_the_same_structure_and_another_seed_or_sequence_another()
    {
        using var folder = new TemporaryFolder();
        var options = new FoldOptions(RecyclingSteps: 0, SamplingSteps: 3);

        string first = await CoordinatesAsync(Requests.In(folder, Requests.Dimer(options), "first"));
        string again = await CoordinatesAsync(Requests.In(folder, Requests.Dimer(options), "again"));
        string seed = await CoordinatesAsync(Requests.In(folder, Requests.Dimer(options with { Seed = 2 }), "seed"));
        string sequence = await CoordinatesAsync(Requests.In(folder, Requests.Dimer(options, second: "GSHMDEFLKRTI"), "sequence"));

        Assert.Equal(first, again);
        Assert.NotEqual(first, seed);
        Assert.NotEqual(first, sequence);
    }

    [Fact]
    public async Task A_fold_with_weights_that_nobody_vouches_for_says_so_in_every_file()
    {
        using var folder = new TemporaryFolder();
        string weights = GoldenCase.Find("full_boltz2_tv2.weights.safetensors");
        var run = Requests.In(folder, Requests.Dimer(new(weights, RecyclingSteps: 0, SamplingSteps: 3)));

        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        Assert.Equal(ExitCode.Done, code);
        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        var manifest = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!;
        var confidence = RunFolder.Read(run.File("results/confidence_0.json"), ConfidenceJson.Default.ConfidenceFile)!;
        const string Warning = "WEIGHTS NOT KNOWN TO BE TRAINED: this structure and its scores may mean nothing.";
        Assert.Equal((false, false, "full_boltz2_tv2.weights.safetensors"), (done.Trained, manifest.Trained, done.Weights));
        Assert.Equal((Warning, Warning), (manifest.Warning, confidence.Warning));
        Assert.StartsWith($"# {Warning}", File.ReadAllText(run.File("results/structure_0.cif")));
    }

    // The first chain's alone, so that another second chain is seen through the network and not by its own atoms.
    private static async Task<string> CoordinatesAsync(RunFolder run)
    {
        Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(run));
        var atoms = AtomSite.Of(CifFile.Read(run.File("results/structure_0.cif")));
        return string.Join('\n', atoms.Where(atom => atom.Chain == "A").Select(atom => atom.Position));
    }

    private static string Sha256(string file) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
}
