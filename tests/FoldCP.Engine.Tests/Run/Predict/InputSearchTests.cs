using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Predict;

namespace FoldCP.Engine.Tests.Run.Predict;

public sealed class InputSearchTests : IDisposable
{
    private const string Job = """{ "name": "NAME", "modelSeeds": [], "sequences": [{ "ligand": { "ligand": "CCD_GOL", "count": 1 } }] }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_input_of_a_folder_is_a_job_and_what_is_none_is_told()
    {
        Write("b.yaml", "anything");
        Write("a.fasta", "anything");
        Write("notes.txt", "anything");
        Directory.CreateDirectory(_folder.File("msa"));

        var found = InputSearch.In(_folder.Path, seed: null);

        Assert.Equal([("a", _folder.File("a.fasta")), ("b", _folder.File("b.yaml"))], found.Jobs.Select(job => (job.Name, job.File)));
        Assert.Equal(["msa/", "notes.txt"], found.LeftAside);
    }

    [Fact]
    public void Hidden_files_of_a_folder_are_no_inputs()
    {
        Write("a.yaml", "anything");
        Write("._a.yaml", "of another system");

        var found = InputSearch.In(_folder.Path, seed: null);

        Assert.Equal(["a"], found.Jobs.Select(job => job.Name));
        Assert.Equal(["._a.yaml"], found.LeftAside);
    }

    [Theory]
    [InlineData(".yaml")]
    [InlineData("...yaml")]
    public void A_file_without_a_name_has_a_run_folder_of_its_own(string file)
    {
        Write(file, "anything");

        Assert.Equal([file], Names(_folder.File(file)));
    }

    [Fact]
    public void Inputs_whose_names_differ_by_their_ending_only_keep_it()
    {
        Write("prot.yaml", "anything");
        Write("prot.fasta", "anything");
        Write("other.yaml", "anything");

        Assert.Equal(["other", "prot.fasta", "prot.yaml"], Names(_folder.Path));
    }

    [Fact]
    public void Each_job_of_a_file_is_a_fold_under_its_own_name()
    {
        Write("jobs.json", $"[{Job}, {Job.Replace("NAME", "second", StringComparison.Ordinal)}]");
        Write("jobs_2.fasta", "anything");

        var found = InputSearch.In(_folder.Path, seed: null);

        Assert.Equal(["jobs_1", "jobs.json_2", "jobs_2.fasta"], found.Jobs.Select(job => job.Name));
        Assert.Equal([("NAME", 1), ("second", 2), ("jobs_2", null)], found.Jobs.Select(job => (job.Title, job.Job)));
        Assert.Equal("jobs.json, job 2 (second)", found.Jobs[1].Shown);
    }

    [Fact]
    public void Each_seed_of_an_input_is_a_fold_unless_one_is_asked_for()
    {
        Write("one.json", """{ "name": "x", "dialect": "alphafold3", "version": 1, "modelSeeds": [5, 6, 5], "sequences": [{ "ligand": { "id": "L", "ccdCodes": ["GOL"] } }] }""");
        string input = _folder.File("one.json");

        Assert.Equal([("one_seed-5", 5L), ("one_seed-6", 6L)], InputSearch.In(input, seed: null).Jobs.Select(job => (job.Name, job.Seed!.Value)));
        Assert.Equal([("one", 9L)], InputSearch.In(input, seed: 9).Jobs.Select(job => (job.Name, job.Seed!.Value)));
    }

    [Fact]
    public void Nothing_to_fold_is_told()
    {
        Write("notes.txt", "anything");

        Assert.StartsWith($"In {_folder.Path} is no input", Assert.Throws<FoldException>(() => InputSearch.In(_folder.Path, null)).Message);
        Assert.StartsWith("There is no file and no folder", Assert.Throws<FoldException>(() => InputSearch.In(_folder.File("absent"), null)).Message);
    }

    private static IEnumerable<string> Names(string input) => InputSearch.In(input, seed: null).Jobs.Select(job => job.Name);

    private void Write(string name, string text) => File.WriteAllText(_folder.File(name), text);
}
