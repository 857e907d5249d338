using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The fold command on an input file with every kind of molecule.</summary>
public sealed class AnyMoleculesFoldTests : IDisposable
{
    private static readonly FoldOptions s_short = new(RecyclingSteps: 0, SamplingSteps: 2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("demo", 8 + 3 + 3 + 6 + 1)]
    [InlineData("full_boltz2_tv2.weights.safetensors", 8 + 3 + 3 + 6 + 1)]
    [InlineData("full_boltz1_imitate.weights.safetensors", 7 + 10 + 3 + 3 + 6 + 1)]
    public async Task Every_kind_of_molecule_is_folded_and_written_under_its_chain(string weights, int tokens)
    {
        Write("zoo.yaml", """
            sequences:
            - protein: { id: A, sequence: MKTSAYGL, msa: rows.a3m, modifications: [{ position: 4, ccd: SEP }] }
            - rna: { id: R1, sequence: GAU }
            - dna: { id: D, sequence: GAT }
            - ligand: { id: L, ccd: GOL }
            - ligand: { id: M, ccd: MG }
            """);
        Write("rows.a3m", ">query\nMKTSAYGL\n>other\nMRTSA-GL\n");

        var run = await FoldAsync("zoo.yaml", s_short with { Weights = weights == "demo" ? weights : GoldenCase.Find(weights) });

        var done = RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;
        var cif = CifFile.Read(run.File("results/structure_0.cif"));
        var atoms = AtomSite.Of(cif).ToList();
        Assert.Equal((tokens, atoms.Count), (done.Tokens, done.Atoms));
        Assert.Equal(["A", "R1", "D", "L", "M"], atoms.Select(atom => atom.Chain).Distinct());
        Assert.Equal(["MET", "LYS", "THR", "SEP", "ALA", "TYR", "GLY", "LEU"], Components("A"));
        Assert.Equal(["G", "A", "U"], Components("R1"));
        Assert.Equal(["DG", "DA", "DT"], Components("D"));
        Assert.Equal(["GOL", "MG"], Components("L").Concat(Components("M")));
        Assert.Equal("zoo", cif.Table("_struct").Find(0, "title")![..3]);

        string[] Components(string chain) => [.. atoms.Where(atom => atom.Chain == chain).Select(atom => (atom.Sequence, atom.Component)).Distinct().Select(residue => residue.Component)];
    }

    [Fact]
    public async Task The_manifest_names_every_file_that_was_read_by_its_checksum()
    {
        Write("one.yaml", """
            sequences:
            - protein: { id: A, sequence: GNLYIQWLRDGGPSSGRPPPS, msa: rows.csv }
            templates:
            - cif: known.cif
            """);
        Write("rows.csv", "key,sequence\n-1,GNLYIQWLRDGGPSSGRPPPS\n");
        File.Copy(GoldenCase.Find("inputs/template/trpcage.cif"), _folder.File("known.cif"));

        var run = await FoldAsync("one.yaml", s_short);

        var manifest = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!;
        Assert.Equal(Source("one.yaml"), manifest.Input);
        Assert.Equal([Source("rows.csv"), Source("known.cif")], manifest.Sources);
        Assert.Equal(ChemistryToolkit.Find() is { } toolkit ? $"RDKit {toolkit.Release}" : null, manifest.Toolkit);
        Assert.Null(manifest.Notes);
    }

    [Fact]
    public async Task What_is_done_otherwise_than_the_input_says_is_told_on_the_output_and_in_the_manifest()
    {
        Write("one.json", """
            { "name": "x", "dialect": "alphafold3", "version": 1, "modelSeeds": [5, 6],
              "sequences": [{ "rna": { "id": "R", "sequence": "GA", "unpairedMsa": ">r\nGA\n" } }] }
            """);
        var run = Requested("one.json", s_short);

        using var engine = EngineUnderTest.Fold(run);
        var (code, said) = await engine.EndAsync();

        string[] notes =
        [
            "Chain R has an alignment, which this network reads for proteins only.",
            "The input asks for seeds 5, 6; this fold has its request's, 1.",
        ];
        Assert.Equal(ExitCode.Done, code);
        Assert.All(notes, note => Assert.Contains(note, said));
        Assert.Equal(notes, RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!.Notes);
    }

    [Fact]
    public async Task An_alignment_of_another_sequence_is_refused_or_left_aside_as_the_options_say()
    {
        Write("one.yaml", "sequences:\n- protein: { id: A, sequence: MKT, msa: rows.a3m }\n");
        Write("rows.a3m", ">query\nMKTAY\n");
        var refused = Requested("one.yaml", s_short, "refused");

        int code = await EngineUnderTest.FoldToTheEndAsync(refused);
        var alone = await FoldAsync("one.yaml", s_short with { SingleSequence = true });

        const string Misfit = "The first row of chain A's alignment has 5 residues, and the chain has 3.";
        var failed = RunFolder.Read(refused.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((ExitCode.BadInput, FailureKind.BadInput), (code, failed.Kind));
        Assert.StartsWith($"{Misfit} Name an alignment of the chain's own sequence (msa:), or fold such chains without: --single-sequence", failed.Cause);
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(alone.File("results/manifest.json")));
        Assert.Equal($"{Misfit} It is left aside, and the chain is folded without.", manifest.RootElement.GetProperty("notes")[0].GetString());
    }

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);

    private SourceFile Source(string name) => new(_folder.File(name), FileHash.Of(_folder.File(name)));

    private RunFolder Requested(string input, FoldOptions options, string name = "run") =>
        Requests.In(_folder, new() { Id = "1", Name = Path.GetFileNameWithoutExtension(input), Input = new($"../{input}"), Options = options }, name);

    private async Task<RunFolder> FoldAsync(string input, FoldOptions options)
    {
        var run = Requested(input, options);
        using var engine = EngineUnderTest.Fold(run);
        var (code, said) = await engine.EndAsync();
        Assert.True(code == ExitCode.Done, said);
        return run;
    }
}
