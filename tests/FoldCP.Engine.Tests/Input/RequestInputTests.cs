using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Tests.Output;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Input;

/// <summary>What is folded is what a request's chains say, or the file that it names.</summary>
public sealed class RequestInputTests : IDisposable
{
    private const string Yaml = "sequences:\n- protein:\n    id: A\n    sequence: MKTAY\n- ligand:\n    id: L\n    ccd: GOL\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Chains_of_the_same_sequence_are_copies_of_one_entity()
    {
        var chains = Samples.Target("tetramer", Samples.Chains("MK", "A", "B"), Samples.Chains("GGG", "C"), Samples.Chains("MK", "AA")).Structure.Chains;

        Assert.Equal(["A", "B", "C", "AA"], chains.Select(chain => chain.Id));
        Assert.Equal([0, 1, 2, 3], chains.Select(chain => chain.Number));
        Assert.Equal([0, 0, 1, 0], chains.Select(chain => chain.Entity));
        Assert.Equal([0, 1, 0, 2], chains.Select(chain => chain.Copy));
        Assert.Equal((9, 63), (chains.Sum(chain => chain.Residues.Count), chains.Sum(chain => chain.AtomCount)));
    }

    [Fact]
    public void Chains_of_the_same_sequence_keep_the_names_and_accessions_that_each_was_given()
    {
        var assembly = Samples.Assembly(
            "paralogues",
            Samples.Chains("MK", "A") with { Name = "Histone H3.1", Accession = "P68431" },
            Samples.Chains("MK", "B") with { Accession = "Q71DI3" },
            Samples.Chains("MK", "C") with { Name = "Histone H3.1", Accession = "P68431" },
            Samples.Chains("MK", "D") with { Name = " ", Accession = "" });

        var entity = Assert.Single(assembly.Entities);
        Assert.Equal(["Histone H3.1", "Q71DI3"], entity.Names);
        Assert.Equal(["P68431", "Q71DI3"], entity.Accessions);
        Assert.Equal(new Dictionary<int, string> { [0] = "Histone H3.1", [1] = "Q71DI3", [2] = "Histone H3.1" }, assembly.ChainNames);
    }

    [Fact]
    public void An_input_file_is_looked_for_from_the_run_folder_and_folded_under_the_requests_name()
    {
        Directory.CreateDirectory(_folder.File("run"));
        File.WriteAllText(_folder.File("dimer.yaml"), Yaml);

        var input = Read(new("../dimer.yaml"), new(SingleSequence: true));

        Assert.Equal("asked", input.Name);
        Assert.Equal(["A", "L"], input.Molecules.SelectMany(molecule => molecule.Ids));
    }

    [Fact]
    public void A_protein_without_an_alignment_is_refused_with_the_repair()
    {
        File.WriteAllText(_folder.File("run.yaml"), Yaml);

        Refused(new("run.yaml"), "No alignment is given for chain A. Name one in the input (msa:), or fold such chains without: --single-sequence");
    }

    [Fact]
    public void An_input_that_has_changed_since_it_was_asked_for_is_refused()
    {
        File.WriteAllText(_folder.File("run.yaml"), Yaml);
        string sha256 = FileHash.Of(_folder.File("run.yaml"));

        Assert.NotEmpty(Read(new("run.yaml", sha256), new(SingleSequence: true)).Molecules);
        File.AppendAllText(_folder.File("run.yaml"), "\n");

        Refused(new("run.yaml", sha256), $"run.yaml has changed since this fold was asked for: its SHA-256 was {sha256}");
        Refused(new("absent.yaml"), $"There is no input file {_folder.File("absent.yaml")}.");
    }

    [Fact]
    public void Of_several_jobs_one_is_chosen_by_its_number()
    {
        const string Job = """{ "name": "NAME", "modelSeeds": ["7"], "sequences": [{ "ligand": { "ligand": "CCD_GOL", "count": 1 } }] }""";
        File.WriteAllText(_folder.File("jobs.json"), $"[{Job}, {Job.Replace("\"count\": 1", "\"count\": 2", StringComparison.Ordinal)}]");

        var second = Read(new("jobs.json", Job: 2), new(Seed: 3));

        Assert.Equal(["A", "B"], second.Molecules.Single().Ids);
        Assert.Equal("The input asks for seed 7; this fold has its request's, 3.", Assert.Single(second.Notes));
        Assert.Empty(Read(new("jobs.json", Job: 1), new(Seed: 7)).Notes);
        Refused(new("jobs.json"), "jobs.json has 2 jobs. Say in the request which of them is meant");
        Refused(new("jobs.json", Job: 3), "The request means job 3 of jobs.json, which has 2.");
    }

    [Fact]
    public void Files_that_an_input_names_are_told_each_once()
    {
        File.WriteAllText(_folder.File("rows.a3m"), ">q\nGG\n");
        File.WriteAllText(_folder.File("known.cif"), "data_x\n");
        File.WriteAllText(_folder.File("two.yaml"), """
            sequences:
            - protein: { id: A, sequence: GG, msa: rows.a3m }
            - protein: { id: B, sequence: GG, msa: rows.a3m }
            templates:
            - cif: known.cif
            """);
        File.WriteAllText(_folder.File("one.fasta"), ">A|protein|rows.a3m\nGG\n");
        File.WriteAllText(_folder.File("job.json"), """
            { "name": "x", "dialect": "alphafold3", "version": 2,
              "sequences": [{ "protein": { "id": "A", "sequence": "GG", "unpairedMsaPath": "rows.a3m", "pairedMsa": "",
                "templates": [{ "mmcifPath": "known.cif", "queryIndices": [0], "templateIndices": [0] }] } }] }
            """);
        string[] both = [_folder.File("rows.a3m"), _folder.File("known.cif")];

        Assert.Equal(both, Read(new("two.yaml"), new()).Files);
        Assert.Equal(both[..1], Read(new("one.fasta"), new()).Files);
        Assert.Equal(both, Read(new("job.json"), new()).Files.Order(StringComparer.Ordinal).Reverse());
    }

    private FoldInput Read(InputReference file, FoldOptions options) =>
        RequestInput.Of(new() { Id = "1", Name = "asked", Input = file, Options = options }, new(file.File.StartsWith('.') ? _folder.File("run") : _folder.Path));

    private void Refused(InputReference file, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => Read(file, new()));

        Assert.Equal(FailureKind.BadInput, refused.Kind);
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }
}
