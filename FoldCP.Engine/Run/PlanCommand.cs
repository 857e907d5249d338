using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Run;

/// <summary>The command line: <c>foldcp plan --tokens N</c>, which tells how much memory a fold will take.</summary>
internal sealed class PlanCommand(TextWriter output, TextWriter errors)
{
    private const double Gigabyte = 1e9;

    public static Command Plan()
    {
        var tokens = new Option<long>("--tokens") { Description = "How many tokens: residues, nucleotides, and atoms of ligands.", Required = true };
        var atoms = new Option<long?>("--atoms") { Description = "How many atoms; as many as a protein has if not given." };
        var rows = new Option<long>("--msa") { Description = "How many rows the alignment has.", DefaultValueFactory = _ => 1 };
        var samples = new Option<int>("--samples") { Description = "How many structures.", DefaultValueFactory = _ => 1 };
        var weights = new Option<string>("--weights") { Description = "demo, a name of published weights, or a file.", DefaultValueFactory = _ => "boltz2" };
        var memory = new Option<double?>("--memory") { Description = "GB; what this machine has if not given. With ranks, of each of them." };
        var ranks = new Option<string?>("--ranks") { Description = "On how many ranks; auto: the fewest devices that do, or the number that is quickest on this machine." };
        var mesh = new Option<string?>("--mesh") { Description = "How they lie, as rows and columns, such as 2x3." };
        var gpu = new Option<string?>("--gpu") { Description = "Which GPU each rank has: " + string.Join(", ", GpuKind.All.Select(kind => kind.Name)) + "." };
        var dtype = new Option<string>("--dtype") { Description = "With ranks: in which numbers.", DefaultValueFactory = _ => "fp32" };
        var json = new Option<bool>("--json") { Description = "As JSON, in bytes." };
        var plan = new Command("plan", "Tell how much memory a fold takes, and how large a complex may be; on several ranks also what they send one another and how long it takes. Exit codes: 0 told, 2 bad input, 3 not supported.")
        {
            tokens, atoms, rows, samples, weights, memory, ranks, mesh, gpu, dtype, json,
        };
        plan.SetAction(parsed =>
        {
            var question = new RankQuestion(parsed.GetValue(ranks), parsed.GetValue(mesh), parsed.GetValue(gpu), parsed.GetValue(memory) * Gigabyte);
            if (question.IsAsked)
            {
                var demand = new FoldDemand(parsed.GetRequiredValue(tokens), parsed.GetValue(rows), parsed.GetValue(samples), Weights: parsed.GetValue(weights)!, Dtype: parsed.GetValue(dtype)!);
                return TellOfRanks(demand, question, parsed.GetValue(json));
            }
            var size = FoldSize.OfProtein(parsed.GetRequiredValue(tokens)) with { Rows = parsed.GetValue(rows), SamplesAtOnce = Math.Min(parsed.GetValue(samples), new PredictOptions().SamplesAtOnce) };
            size = parsed.GetValue(atoms) is { } told ? size with { Atoms = told } : size;
            double available = parsed.GetValue(memory) * Gigabyte ?? PlanningMachine.This.Memory;
            return new PlanCommand(Console.Out, Console.Error).Tell(size, parsed.GetValue(weights)!, available, parsed.GetValue(json));
        });
        return plan;
    }

    private static int TellOfRanks(FoldDemand demand, RankQuestion question, bool asJson)
    {
        try
        {
            return new RankPlanCommand(CalibrationFile.Read(), PlanningMachine.This, Console.Out, Console.Error).Tell(demand, question, asJson);
        }
        catch (InvalidDataException damaged)
        {
            Console.Error.WriteLine(damaged.Message);
            return ExitCode.BadInput;
        }
    }

    /// <returns>the process's exit code</returns>
    public int Tell(FoldSize size, string weights, double available, bool asJson)
    {
        if (size.Tokens < 1 || size.Atoms < 1 || size.Rows < 1 || size.SamplesAtOnce < 1 || !(available > 0))
            return Refuse(ExitCode.BadInput, "--tokens, --atoms, --msa, --samples and --memory must be more than nothing.");
        if (!double.IsFinite(available))
            return Refuse(ExitCode.BadInput, "--memory must be a number of GB.");
        try
        {
            var network = PlannedNetwork.Of(weights);
            var told = new MemoryTold(network.Name, size, network.Plan.Stages(size), network.Plan.Peak(size), available, network.Plan.MostTokens(size, available));
            told = told with { InTurns = told.Fits ? null : TurnsNeed.Fewest(network.Plan, size, available) };
            if (asJson)
                output.WriteLine(JsonSerializer.Serialize(told, MemoryToldJson.Default.MemoryTold));
            else
                Print(told);
            return ExitCode.Done;
        }
        catch (NotSupportedException unknown)
        {
            return Refuse(ExitCode.Unsupported, unknown.Message);
        }
        catch (Exception bad) when (bad is InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return Refuse(ExitCode.BadInput, bad.Message);
        }
    }

    private void Print(MemoryTold told)
    {
        var size = told.Size;
        Line($"{told.Weights}: {size.Tokens:N0} tokens, {size.Atoms:N0} atoms, {size.Rows:N0} rows of an alignment, {size.SamplesAtOnce:N0} samples at once, on one rank");
        Line($"");
        Line($"{"stage",-14}{"GB",8}");
        foreach (var stage in told.Stages)
            Line($"{stage.Name,-14}{stage.Bytes / Gigabyte,8:F2}");
        Line($"{"at most",-14}{told.Peak / Gigabyte,8:F2}");
        Line($"");
        Line($"It {(told.Fits ? "fits" : "does not fit")} into {told.Available / Gigabyte:F1} GB. The largest complex of this kind that does has {told.MostTokens:N0} tokens.");
        if (told.InTurns is { } turns)
            Line($"{turns.Sentence}");
    }

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    private int Refuse(int code, string cause)
    {
        errors.WriteLine(cause);
        return code;
    }
}

/// <summary>What a fold is told to take.</summary>
/// <param name="Weights">their name</param>
/// <param name="Size">of the fold</param>
/// <param name="Stages">with all that is there in each</param>
/// <param name="Peak">bytes</param>
/// <param name="Available">bytes</param>
/// <param name="MostTokens">of the largest complex of this kind that fits</param>
internal sealed record MemoryTold(string Weights, FoldSize Size, IReadOnlyList<MemoryStage> Stages, double Peak, double Available, long MostTokens)
{
    public bool Fits => Peak <= Available;

    /// <summary>What the fewest ranks in turns take that fit; null: it fits without, or not even so.</summary>
    public TurnsNeed? InTurns { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(MemoryTold))]
internal sealed partial class MemoryToldJson : JsonSerializerContext;
