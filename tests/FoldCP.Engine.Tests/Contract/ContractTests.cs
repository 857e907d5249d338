using System.Text.Json;
using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Contract;

public sealed class ContractTests
{
    [Fact]
    public void Every_file_comes_back_as_it_was_written()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var request = new FoldRequest
        {
            Id = "7",
            Name = "γ \"x\"",
            Chains = [new() { Ids = ["A", "AB"], Kind = MoleculeKind.Protein, Sequence = "MKX", Accession = "P12345", Name = "n" }],
            Options = new(Seed: -3, Samples: 2),
        };
        var failed = new FoldFailed { FailedAt = DateTimeOffset.UnixEpoch, Stage = FoldStage.Trunk, Rank = 0, Kind = FailureKind.OutOfMemory, Cause = "c" };

        RunFolder.Write(run.Request, request, ContractJson.Default.FoldRequest);
        RunFolder.Write(run.Failed, failed, ContractJson.Default.FoldFailed);

        var read = RunFolder.Read(run.Request, ContractJson.Default.FoldRequest)!;
        Assert.Equal(JsonSerializer.Serialize(request, ContractJson.Default.FoldRequest), JsonSerializer.Serialize(read, ContractJson.Default.FoldRequest));
        Assert.Equal(request.Options, read.Options);
        Assert.Equal(failed, RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed));
        Assert.True(run.HasEnded);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void An_absent_file_is_nothing_and_a_damaged_one_is_named_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        File.WriteAllText(run.Done, "{\n \"version\": 1,\n");

        var fault = Assert.Throws<InvalidDataException>(() => RunFolder.Read(run.Done, ContractJson.Default.FoldDone));

        Assert.Contains("done.json, line 3", fault.Message);
        Assert.Null(RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed));
    }

    [Fact]
    public void A_file_that_cannot_be_put_in_its_place_leaves_nothing_beside_it()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        Directory.CreateDirectory(run.File("done.json/taken"));

        Assert.ThrowsAny<Exception>(() => RunFolder.Write(run.Done, new(1, 2, "h", "1", DateTimeOffset.UnixEpoch), ContractJson.Default.EngineProcess));

        Assert.Equal([run.Done], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Names_in_the_files_are_frozen()
    {
        var request = new FoldRequest { Id = "7", Name = "n", Chains = [new() { Ids = ["A"], Kind = MoleculeKind.Protein, Sequence = "M" }] };

        string text = JsonSerializer.Serialize(request, ContractJson.Default.FoldRequest).ReplaceLineEndings("").Replace(" ", "");

        Assert.Equal(
            """{"version":1,"id":"7","name":"n","chains":[{"ids":["A"],"kind":"Protein","sequence":"M"}],"options":{"weights":"demo","seed":1,"samples":1,"recyclingSteps":3,"samplingSteps":200,"ranks":1}}""",
            text);
    }

    [Fact]
    public void Further_files_are_asked_for_by_name_and_stand_in_a_request_only_then()
    {
        var options = new FoldOptions(WriteFullPae: true, WritePdb: true, WriteBinaryCif: true);
        var request = new FoldRequest { Id = "7", Name = "n", Chains = [], Options = options };

        string text = JsonSerializer.Serialize(request, ContractJson.Default.FoldRequest).ReplaceLineEndings("").Replace(" ", "");

        Assert.EndsWith(""","ranks":1,"writeFullPae":true,"writePdb":true,"writeBinaryCif":true}}""", text);
        Assert.Equal(options, JsonSerializer.Deserialize(text, ContractJson.Default.FoldRequest)!.Options);
    }

    [Fact]
    public void Where_several_may_write_a_file_the_first_has_said_it()
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        var failed = new FoldFailed { FailedAt = DateTimeOffset.UnixEpoch, Stage = FoldStage.Trunk, Rank = 2, Kind = FailureKind.OutOfMemory, Cause = "first" };

        bool first = RunFolder.WriteFirst(run.Failed, failed, ContractJson.Default.FoldFailed);
        bool second = RunFolder.WriteFirst(run.Failed, failed with { Cause = "second" }, ContractJson.Default.FoldFailed);

        Assert.Equal((true, false), (first, second));
        Assert.Equal("first", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void A_process_is_known_by_its_id_and_its_start()
    {
        long ticks = ProcessClock.StartTicks(Environment.ProcessId)!.Value;
        var self = new EngineProcess(Environment.ProcessId, ticks, "here", "1", DateTimeOffset.UnixEpoch);

        Assert.True(ProcessClock.Lives(self));
        Assert.False(ProcessClock.Lives(self with { StartTicks = ticks + 1 }));
        Assert.Null(ProcessClock.StartTicks(int.MaxValue));
    }
}
