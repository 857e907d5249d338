using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
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
        catch (Exception refused) when (refused is FoldException or ArgumentException)
        {
            Console.Error.WriteLine(refused.Message);
            return ExitCode.BadInput;
        }
    }

    private static RootCommand Root() => new("Folds over several ranks, measured.") { Speed() };

    private static Command Speed()
    {
        var ranks = new Option<string>("--ranks") { Description = "How many ranks, ascending.", DefaultValueFactory = _ => "1,2,4" };
        var runs = new Option<int>("--runs") { Description = "How often each is measured.", DefaultValueFactory = _ => 5 };
        var speed = new Command("speed", "The same fold on several numbers of ranks, a thread each.") { ranks, runs, s_tokens, s_rows, s_blocks, s_layers, s_steps, s_dtype, s_json };
        speed.SetAction(parsed => new SpeedBench(Shape(parsed), Ascending.Numbers(parsed.GetValue(ranks)!), AtLeast(1, parsed.GetValue(runs), "--runs"))
            .Print(new(Console.Out, parsed.GetValue(s_json)), Console.Error));
        return speed;
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
        return Precisions.Find(shape.Dtype) is null
            ? throw new ArgumentException($"--dtype is '{shape.Dtype}'; it may be {string.Join(", ", Precisions.Names)}.")
            : shape;
    }

    private static int AtLeast(int least, int number, string option) =>
        number >= least ? number : throw new ArgumentException($"{option} is {number}; it must be {least} or more.");
}
