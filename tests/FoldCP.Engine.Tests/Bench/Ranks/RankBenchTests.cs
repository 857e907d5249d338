using System.Diagnostics;
using System.Text.Json;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tests.Contract.Planning;

namespace FoldCP.Engine.Tests.Bench.Ranks;

/// <summary>The commands that measure folds over several ranks start, end and say what they should; their figures are nobody's business here.</summary>
public sealed class RankBenchTests
{
    private const string Launcher = "/usr/bin/mpirun.openmpi";

    [Fact]
    public async Task Speed_is_told_for_each_number_of_ranks_and_each_stage()
    {
        Assert.SkipUnless(File.Exists(Launcher), $"skipped: no {Launcher}");

        var (code, said, warned) = await RunAsync("speed", "--tokens", "8", "--blocks", "1", "--layers", "1", "--steps", "2", "--msa", "2", "--runs", "1", "--ranks", "1,2", "--json");

        Assert.True(code == 0, said + warned);
        var figures = said.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        string[] stages = ["all", "trunk", "conditioning", "sampling", "confidence"];
        Assert.Equal(
            [.. stages.Select(stage => (1, stage)), .. stages.Select(stage => (2, stage))],
            figures.Where(figure => Name(figure) == "time").Select(figure => (figure.GetProperty("ranks").GetInt32(), figure.GetProperty("stage").GetString()!)));
        Assert.All(figures.Where(figure => Name(figure) == "time"), figure => Assert.True(figure.GetProperty("seconds").GetDouble() > 0));
        Assert.Equal(stages, figures.Where(figure => Name(figure) == "speed").Select(figure => figure.GetProperty("stage").GetString()!));
    }

    [Fact]
    public async Task Traffic_is_counted_as_a_plan_reckons()
    {
        var (code, said, warned) = await RunAsync("traffic", "--tokens", "48", "--ranks", "2,4", "--json");

        Assert.True(code == 0, said + warned);
        var figures = said.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        double Received(int ranks, string stage) => figures
            .Single(figure => figure.GetProperty("ranks").GetInt32() == ranks && figure.GetProperty("stage").GetString() == stage).GetProperty("bytes_received_per_rank").GetDouble();
        Assert.All([2, 4], ranks =>
        {
            Assert.Equal(4 * PlannedTraffic.Block(MeshShape.Of(ranks), 48, 128), Received(ranks, "pairs"), 1.0);
            Assert.Equal(24 * 4 * PlannedTraffic.TokenLayer(MeshShape.Of(ranks), 48, 768), Received(ranks, "token attention"), 1.0);
            Assert.Equal(0, Received(ranks, "masks"));
        });
    }

    [Fact]
    public async Task Traffic_is_counted_on_the_meshes_that_are_named()
    {
        var (code, said, warned) = await RunAsync("traffic", "--tokens", "48", "--mesh", "4x1,1x4,2x2", "--json");

        Assert.True(code == 0, said + warned);
        var pairs = said.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).Where(figure => figure.GetProperty("stage").GetString() == "pairs").ToList();
        Assert.Equal(["4x1", "1x4", "2x2"], pairs.Select(figure => figure.GetProperty("mesh").GetString()));
        Assert.All(pairs, figure => Assert.Equal(
            4 * PlannedTraffic.Block(MeshShape.Parse(figure.GetProperty("mesh").GetString()!), 48, 128), figure.GetProperty("bytes_received_per_rank").GetDouble(), 1.0));
    }

    [Fact]
    public async Task Speed_is_told_for_the_meshes_that_are_named()
    {
        Assert.SkipUnless(File.Exists(Launcher), $"skipped: no {Launcher}");

        var (code, said, warned) = await RunAsync("speed", "--tokens", "8", "--blocks", "1", "--layers", "1", "--steps", "2", "--msa", "2", "--runs", "1", "--mesh", "2x1,1x2", "--json");

        Assert.True(code == 0, said + warned);
        var times = said.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).Where(figure => Name(figure) == "time").ToList();
        Assert.Equal(["2x1", "1x2"], times.Select(figure => figure.GetProperty("mesh").GetString()).Distinct());
    }

    [Fact]
    public async Task Memory_is_told_for_what_the_log_has()
    {
        using var folder = new TemporaryFolder();
        string log = Path.Combine(folder.Path, "log.jsonl");
        var shape = new FoldShape { Rows = 32, Blocks = 1, Layers = 24, Steps = 2, GivesBack = true };
        foreach (int tokens in new[] { 512, 768, 1024 })
        {
            new MemoryLog(log).Find(shape with { Tokens = tokens }, 1, (one, _) =>
                new([new("trunk", 2, 10, 1e9 + (3000.0 * one.Tokens * one.Tokens))], 0, 1e8, 1e9, 1e9, 0, 0));
        }

        var (code, said, warned) = await RunAsync("memory", "--tokens", "512,768,1024", "--ranks", "1", "--dtype", "fp32", "--log", log, "--json");

        Assert.True(code == 0, said + warned);
        var slope = said.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).First(figure => Name(figure) == "slope");
        Assert.Equal(3000, slope.GetProperty("bytes_per_local_pair").GetDouble(), 1e-3);
    }

    [Fact]
    public async Task A_plan_is_told_beside_what_the_log_has()
    {
        using var folder = new TemporaryFolder();
        var (log, file) = (Path.Combine(folder.Path, "log.jsonl"), Path.Combine(folder.Path, "calibration.json"));
        CalibrationFile.Write(file, MadeUp.Calibration);
        new MemoryLog(log).Find(new() { Tokens = 1000, Rows = 10, Steps = 2 }, 1, (_, _) => new(
            [new("trunk", 2, 5, 4.4e9), new("conditioning", 1, 10, 0), new("sampling", 2, 2, 0), new("confidence", 1, 4, 0)], 0, Before: 1e8, Weights: 5e8, 5e8, 0, 0));

        var (code, said, warned) = await RunAsync("plan", "--log", log, "--calibration", file, "--json");

        Assert.True(code == 0, said + warned);
        var figures = said.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        var peak = figures.Single(figure => Name(figure) == "planned peak memory");
        Assert.Equal((4e9, 3.00124e9), (peak.GetProperty("peak_bytes").GetDouble(), peak.GetProperty("formula").GetDouble()));
        Assert.Equal(0.24969, figures.Single(figure => Name(figure) == "error of planned peak memory").GetProperty("largest_error").GetDouble(), 1e-9);
        Assert.StartsWith("Plans are made of what was measured on a made-up machine, 2026-01-02.\n", warned, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Memory_in_turns_is_told_beside_that_of_processes()
    {
        Assert.SkipUnless(File.Exists(Launcher), $"skipped: no {Launcher}");
        using var folder = new TemporaryFolder();

        var (code, said, warned) = await RunAsync("memory", "--tile-store", folder.Path, "--tokens", "8", "--ranks", "2", "--layers", "1", "--msa", "2", "--json");

        Assert.True(code == 0, said + warned);
        var figure = JsonDocument.Parse(said).RootElement;
        Assert.Equal(("peak memory in turns", 8, "2x1"), (Name(figure), figure.GetProperty("n").GetInt32(), figure.GetProperty("mesh").GetString()));
        Assert.True(figure.GetProperty("ratio").GetDouble() > 0 && figure.GetProperty("before_ratio").GetDouble() > 0);
        Assert.InRange(figure.GetProperty("difference").GetDouble(), 0, 1e-5);
    }

    [Theory]
    [InlineData("--ranks with --tile-store is 1; it must be 2 or more.", "memory", "--tile-store", "x", "--ranks", "1,2")]
    [InlineData("--dtype is 'fp8'; it may be fp32, tf32, bf16, fp64.", "memory", "--tile-store", "x", "--dtype", "fp8")]
    [InlineData("--dtype is 'fp8'; it may be fp32, tf32, bf16, fp64.", "memory", "--dtype", "fp32,fp8")]
    [InlineData("--runs is 0; it must be 1 or more.", "speed", "--runs", "0")]
    [InlineData("'4,2' is no list of numbers in ascending order, such as 1,2,4.", "speed", "--ranks", "4,2")]
    [InlineData("--dtype is 'fp8'; it may be fp32, tf32, bf16, fp64.", "speed", "--dtype", "fp8")]
    [InlineData("--mesh says how many ranks there are; leave --ranks out.", "traffic", "--mesh", "2x2", "--ranks", "4")]
    [InlineData("'4' is no shape of a mesh. Write rows and columns, such as 2x3.", "traffic", "--mesh", "2x2,4")]
    [InlineData("'2x2,2x2' has a mesh twice.", "speed", "--mesh", "2x2,2x2")]
    [InlineData("The number of ranks is 1; it must be 2 or more.", "traffic", "--ranks", "1,2")]
    [InlineData("--tokens is 16; it must be 17 or more.", "traffic", "--mesh", "1x17", "--tokens", "16")]
    [InlineData("--log is '/none.jsonl', and there is no such file.", "plan", "--log", "/none.jsonl")]
    [InlineData("--calibration is '/none.json', and there is no such file.", "plan", "--log", "/dev/null", "--calibration", "/none.json")]
    [InlineData("--processors is 0; it must be 1 or more.", "plan", "--log", "/dev/null", "--processors", "0")]
    public async Task What_cannot_be_measured_is_refused_with_the_option_named(string told, params string[] words)
    {
        var (code, said, warned) = await RunAsync(words);

        Assert.Equal((2, ""), (code, said));
        Assert.Equal(told, warned.TrimEnd());
    }

    private static string Name(JsonElement figure) => figure.GetProperty("figure").GetString()!;

    private static async Task<(int Code, string Said, string Warned)> RunAsync(params string[] words)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "FoldCP.Engine.Bench"), ["ranks", .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["FOLDCP_MPIRUN"] = Launcher },
        };
        using var bench = Process.Start(start)!;
        var stop = TestContext.Current.CancellationToken;
        var (said, warned) = (bench.StandardOutput.ReadToEndAsync(stop), bench.StandardError.ReadToEndAsync(stop));
        await bench.WaitForExitAsync(stop);
        return (bench.ExitCode, await said, await warned);
    }
}
