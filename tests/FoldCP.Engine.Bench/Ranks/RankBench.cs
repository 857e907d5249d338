using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>The command line: <c>foldcp bench speed</c> and those beside it, which measure folds over several ranks.</summary>
internal static class RankBench
{
    private static readonly FoldShape s_usual = new();

    private static readonly Option<int> s_tokens = new("--tokens") { Description = "Tokens of the complex.", DefaultValueFactory = _ => s_usual.Tokens };
    private static readonly Option<int> s_rows = new("--msa") { Description = "Rows of the alignment.", DefaultValueFactory = _ => s_usual.Rows };
    private static readonly Option<int> s_blocks = new("--blocks") { Description = "Blocks of the pairformer.", DefaultValueFactory = _ => s_usual.Blocks };
    private static readonly Option<int> s_layers = new("--layers") { Description = "Layers of the token transformer.", DefaultValueFactory = _ => s_usual.Layers };
    private static readonly Option<int> s_steps = new("--steps") { Description = "Steps of sampling.", DefaultValueFactory = _ => s_usual.Steps };
    private static readonly Option<string> s_dtype = new("--dtype") { Description = "In which numbers.", DefaultValueFactory = _ => s_usual.Dtype };
    private static readonly Option<string?> s_mesh = new("--mesh") { Description = "Shapes of the mesh, such as 4x1,2x2, instead of the usual one of each number of ranks." };
    private static readonly Option<bool> s_json = new("--json") { Description = "A line of JSON for each figure." };

    /// <returns>the process's exit code</returns>
    public static int Run(IReadOnlyList<string> words)
    {
        var parsed = Root().Parse(words);
        try
        {
            int code = parsed.Invoke(new() { EnableDefaultExceptionHandler = false });
            return parsed.Errors.Count > 0 ? ExitCode.BadInput : code;
        }
        catch (Exception refused) when (refused is FoldException or ArgumentException or InvalidDataException)
        {
            Console.Error.WriteLine(refused.Message);
            return ExitCode.BadInput;
        }
    }

    private static RootCommand Root() => new("Folds over several ranks, measured.") { Speed(), Traffic(), Memory(), Plan() };

    private static Command Speed()
    {
        var ranks = new Option<string>("--ranks") { Description = "How many ranks, ascending.", DefaultValueFactory = _ => "1,2,4" };
        var runs = new Option<int>("--runs") { Description = "How often each is measured.", DefaultValueFactory = _ => 5 };
        var speed = new Command("speed", "The same fold on several numbers of ranks, a thread each.") { ranks, s_mesh, runs, s_tokens, s_rows, s_blocks, s_layers, s_steps, s_dtype, s_json };
        speed.SetAction(parsed => new SpeedBench(Shape(parsed), Meshes(parsed, ranks), AtLeast(1, parsed.GetValue(runs), "--runs"))
            .Print(new(Console.Out, parsed.GetValue(s_json)), Console.Error));
        return speed;
    }

    private static Command Traffic()
    {
        var tokens = new Option<int>("--tokens") { Description = "Tokens; what is received goes by formulas of them.", DefaultValueFactory = _ => 144 };
        var ranks = new Option<string>("--ranks") { Description = "How many ranks, ascending.", DefaultValueFactory = _ => "2,3,4,6,8,9,16" };
        var traffic = new Command("traffic", "What ranks receive in a block of the pairformer and in a step of the diffusion, counted, beside formulas.") { tokens, ranks, s_mesh, s_json };
        traffic.SetAction(parsed =>
        {
            var meshes = Meshes(parsed, ranks);
            // One rank alone receives nothing, and each row and column has a token.
            AtLeast(2, meshes.Min(mesh => mesh.Ranks), "The number of ranks");
            int fewest = Math.Max(16, meshes.Max(mesh => Math.Max(mesh.Rows, mesh.Cols)));
            new TrafficBench(AtLeast(fewest, parsed.GetValue(tokens), "--tokens"), meshes).Print(new(Console.Out, parsed.GetValue(s_json)));
        });
        return traffic;
    }

    private static MeshShape[] Meshes(ParseResult parsed, Option<string> ranks) =>
        MeshList.Of(parsed.GetValue(ranks)!, saysRanks: parsed.GetResult(ranks) is { Implicit: false }, parsed.GetValue(s_mesh));

    private static Command Memory()
    {
        var tokens = new Option<string>("--tokens") { Description = "Sizes, ascending.", DefaultValueFactory = _ => "512,768,1024,1280,1536" };
        var ranks = new Option<string>("--ranks") { Description = "How many ranks, ascending.", DefaultValueFactory = _ => "1,2,4,8" };
        var dtypes = new Option<string>("--dtype") { Description = "Kinds of numbers.", DefaultValueFactory = _ => "fp32,bf16" };
        var blocks = new Option<int>("--blocks") { Description = "Blocks of the pairformer.", DefaultValueFactory = _ => 1 };
        var tiles = new Option<string?>("--tile-store") { Description = "A folder on a disk: measures ranks that take turns in one process beside as many processes; by default 4 and 384 tokens, in fp32." };
        var log = new Option<string>("--log") { Description = "A file of what was measured before, to which is added what is measured now.", DefaultValueFactory = _ => "bench-memory.jsonl" };
        var memory = new Command("memory", "Peak memory of folds, a process to a rank: the bytes for each pair of a rank, and what follows for GPUs.")
        {
            tokens, ranks, dtypes, log, tiles, s_rows, blocks, s_layers, s_json,
        };
        memory.SetAction(parsed =>
        {
            var shape = new FoldShape
            {
                Rows = AtLeast(1, parsed.GetValue(s_rows), "--msa"),
                Blocks = AtLeast(1, parsed.GetValue(blocks), "--blocks"),
                Layers = AtLeast(1, parsed.GetValue(s_layers), "--layers"),
                Steps = FoldOptions.FewestSamplingSteps,
                GivesBack = true,
            };
            string Said(Option<string> option, string otherwise) => parsed.GetResult(option) is { Implicit: false } ? parsed.GetValue(option)! : otherwise;
            if (parsed.GetValue(tiles) is { } folder)
            {
                Turns(shape, Said(tokens, "384"), Said(ranks, "4"), Said(dtypes, "fp32"), folder).Print(new(Console.Out, parsed.GetValue(s_json)), Console.Error);
                return;
            }
            string[] kinds = parsed.GetValue(dtypes)!.Split(',');
            foreach (string kind in kinds)
                Known(kind);
            new MemoryBench(shape, Ascending.Numbers(parsed.GetValue(tokens)!), Ascending.Numbers(parsed.GetValue(ranks)!), kinds, new(parsed.GetValue(log)!))
                .Print(new(Console.Out, parsed.GetValue(s_json)), Console.Error);
        });
        return memory;
    }

    private static Command Plan()
    {
        var log = new Option<string>("--log") { Description = "What was measured: a file that bench memory has written.", Required = true };
        var file = new Option<string?>("--calibration") { Description = "What is held to it; by default what plans on this machine use." };
        var processors = new Option<int>("--processors") { Description = "Of the machine that was measured, on which more ranks took turns.", DefaultValueFactory = _ => Environment.ProcessorCount };
        var plan = new Command("plan", "What plans tell of folds that were measured, beside what they took.") { log, file, processors, s_json };
        plan.SetAction(parsed =>
        {
            string measured = There(parsed.GetRequiredValue(log), "--log");
            var calibration = CalibrationFile.Read(parsed.GetValue(file) is { } named ? There(named, "--calibration") : null);
            new PlanBench(calibration, AtLeast(1, parsed.GetValue(processors), "--processors")).Print([.. new MemoryLog(measured).Read()], new(Console.Out, parsed.GetValue(s_json)), Console.Error);
        });
        return plan;
    }

    private static string There(string file, string option) => File.Exists(file) ? file : throw new ArgumentException($"{option} is '{file}', and there is no such file.");

    private static TurnsBench Turns(FoldShape shape, string tokens, string ranks, string dtype, string folder)
    {
        Known(dtype);
        var numbers = Ascending.Numbers(ranks);
        AtLeast(2, numbers[0], "--ranks with --tile-store");
        return new(shape with { Dtype = dtype }, Ascending.Numbers(tokens), numbers, folder);
    }

    private static FoldShape Shape(ParseResult parsed)
    {
        var shape = new FoldShape
        {
            Tokens = AtLeast(2, parsed.GetValue(s_tokens), "--tokens"),
            Rows = AtLeast(1, parsed.GetValue(s_rows), "--msa"),
            Blocks = AtLeast(1, parsed.GetValue(s_blocks), "--blocks"),
            Layers = AtLeast(1, parsed.GetValue(s_layers), "--layers"),
            Steps = AtLeast(FoldOptions.FewestSamplingSteps, parsed.GetValue(s_steps), "--steps"),
            Dtype = parsed.GetValue(s_dtype)!,
        };
        Known(shape.Dtype);
        return shape;
    }

    private static void Known(string dtype)
    {
        if (Precisions.Find(dtype) is null)
            throw new ArgumentException($"--dtype is '{dtype}'; it may be {string.Join(", ", Precisions.Names)}.");
    }

    private static int AtLeast(int least, int number, string option) =>
        number >= least ? number : throw new ArgumentException($"{option} is {number}; it must be {least} or more.");
}
