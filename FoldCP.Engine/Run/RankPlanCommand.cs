using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Run;

/// <summary>What <c>foldcp plan</c> is asked about ranks.</summary>
/// <param name="Ranks">a number, or auto; null: as the mesh says</param>
/// <param name="Mesh">such as 2x3; null: the usual shape</param>
/// <param name="Gpu">a kind of GPU, of which each rank has one; null: all ranks share this machine</param>
/// <param name="Memory">bytes of each rank; null: the GPU's, or a share of this machine's</param>
internal sealed record RankQuestion(string? Ranks, string? Mesh, string? Gpu, double? Memory)
{
    public bool IsAsked => Ranks is not null || Mesh is not null || Gpu is not null;
}

/// <summary>The command line: <c>foldcp plan --ranks P</c>, which tells what a fold takes on several ranks.</summary>
internal sealed class RankPlanCommand(Calibration calibration, PlanningMachine machine, TextWriter output, TextWriter errors)
{
    private const string Auto = "auto";
    private const int MostRanks = 4096;
    private const string Older = "The calibration is older and knows whole folds only: this one is so large that not all biases of the diffusion are kept, and may take less than told. foldcp calibrate makes one that knows.";
    private const double Gigabyte = 1e9;

    private readonly RankPlan _plan = new(calibration);

    /// <returns>the process's exit code</returns>
    public int Tell(FoldDemand demand, RankQuestion question, bool asJson)
    {
        try
        {
            var told = Told(demand, question);
            if (asJson)
                output.WriteLine(JsonSerializer.Serialize(told, RanksToldJson.Default.RanksTold));
            else
                Print(told);
            return ExitCode.Done;
        }
        catch (FoldException refused)
        {
            errors.WriteLine(refused.Message);
            return ExitCode.Of(refused.Kind);
        }
        catch (KeyNotFoundException unmeasured)
        {
            errors.WriteLine($"{unmeasured.Message} Run foldcp calibrate, which measures it.");
            return ExitCode.BadInput;
        }
    }

    private RanksTold Told(FoldDemand demand, RankQuestion question)
    {
        if (demand.Tokens < 1 || demand.Rows < 1 || demand.Samples < 1 || question.Memory <= 0)
            throw FoldException.BadInput("--tokens, --msa, --samples and --memory must be more than nothing.");
        if (question.Memory is { } memory && !double.IsFinite(memory))
            throw FoldException.BadInput("--memory must be a number of GB.");
        if (Precisions.Find(demand.Dtype) is null)
            throw FoldException.BadInput($"--dtype is '{demand.Dtype}'; it may be {string.Join(", ", Precisions.Names)}.");
        var gpu = question.Gpu is null ? null : GpuKind.Find(question.Gpu) ?? throw FoldException.BadInput(
            $"'{question.Gpu}' is no GPU that is known here; there are {string.Join(", ", GpuKind.All.Select(kind => kind.Name))}. For another, leave --gpu out and tell its memory in GB: --memory.");
        double? each = question.Memory ?? gpu?.Usable;
        var fold = question.Ranks == Auto && question.Mesh is null ? Chosen(demand, each) : _plan.Of(demand, Shape(demand, question));
        double available = each ?? machine.Memory / fold.Ranks;
        return new()
        {
            Demand = demand,
            Fold = fold,
            Gpu = gpu?.Name,
            Available = available,
            MostTokens = _plan.MostTokens(demand, fold.Ranks, available),
            FewestRanks = each is { } own ? _plan.Fewest(demand, own, MostRanks)?.Ranks : null,
            Calibration = calibration.Machine,
            MeasuredAt = calibration.MeasuredAt,
            Note = _plan.IsRatherLess(demand, fold.Ranks) ? Older : null,
        };
    }

    private PlannedFold Chosen(FoldDemand demand, double? each)
    {
        if (each is { } bytes)
        {
            return _plan.Fewest(demand, bytes, MostRanks) ?? throw FoldException.BadInput(Invariant(
                $"A complex of {demand.Tokens} tokens does not fit into {bytes / Gigabyte:F1} GB a rank, on up to {MostRanks} ranks. Fold fewer chains, or take devices with more memory."));
        }
        return _plan.Quickest(demand, machine, machine.Processors) ?? throw FoldException.BadInput(Invariant(
            $"A complex of {demand.Tokens} tokens does not fit into this machine's {machine.Memory / Gigabyte:F1} GB. Fold fewer chains, or plan for other devices: --gpu, or --memory GB."));
    }

    private static MeshShape Shape(FoldDemand demand, RankQuestion question)
    {
        int? ranks = question.Ranks is null or Auto ? null : int.TryParse(question.Ranks, out int count) ? count : throw FoldException.BadInput(
            $"--ranks is '{question.Ranks}'; it must be a number, or {Auto} for as many as are best.");
        var shape = MeshChoice.Of(ranks, question.Mesh, requested: null, launched: null);
        MeshChoice.Check(shape, (int)Math.Min(demand.Tokens, int.MaxValue));
        return shape;
    }

    private void Print(RanksTold told)
    {
        var (demand, fold) = (told.Demand, told.Fold);
        string of = told.Gpu is null ? "" : $", {Article(told.Gpu)} each";
        Line($"{demand.Weights} in {demand.Dtype}: {demand.Tokens:N0} tokens, {demand.Rows:N0} rows of an alignment, {demand.Samples:N0} samples, on {fold.Ranks} ranks as {fold.Mesh}{of}");
        Line($"");
        Line($"{"stage",-14}{"GB received",12}{(told.Gpu is null ? "seconds" : ""),12}");
        foreach (var stage in fold.Stages)
            Line($"{stage.Stage,-14}{stage.BytesReceived / Gigabyte,12:F2}{Seconds(told, stage.Seconds),12}");
        Line($"{"all",-14}{fold.BytesReceived / Gigabyte,12:F2}{Seconds(told, fold.Seconds),12}");
        Line($"");
        Line($"A rank takes at most {fold.PeakBytes / Gigabyte:F2} GB. It {(told.Fits ? "fits" : "does not fit")} into {told.Available / Gigabyte:F1} GB a rank; the largest complex of this kind on {fold.Ranks} ranks that does has {told.MostTokens:N0} tokens.");
        if (told.FewestRanks is { } fewest)
            Line($"The fewest ranks for this one are {fewest:N0}.");
        Line($"Reckoned from what was measured on {told.Calibration}, {told.MeasuredAt:yyyy-MM-dd}{(told.Gpu is null ? ", a thread to a rank" : "; of this GPU no time was measured")}.");
        if (told.Note is { } note)
            Line($"{note}");
    }

    private static string Article(string gpu) => gpu.StartsWith('H') ? $"an {gpu}" : $"a {gpu}";

    private static string Seconds(RanksTold told, double seconds) => told.Gpu is null ? seconds.ToString("N0", CultureInfo.InvariantCulture) : "";

    private void Line(FormattableString text) => output.WriteLine(Invariant(text));

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a fold on several ranks is told to take.</summary>
internal sealed record RanksTold
{
    public required FoldDemand Demand { get; init; }

    public required PlannedFold Fold { get; init; }

    /// <summary>Of each rank; null: all share this machine.</summary>
    public required string? Gpu { get; init; }

    /// <summary>Whether the seconds are those of what the ranks are put on; they are of the machine that was measured.</summary>
    public bool SecondsApply => Gpu is null;

    /// <summary>Bytes of each rank.</summary>
    public required double Available { get; init; }

    public bool Fits => Fold.PeakBytes <= Available;

    /// <summary>Of the largest complex of this kind that fits on so many ranks.</summary>
    public required long MostTokens { get; init; }

    /// <summary>On which this one fits; null: on no number of them, or they would have to share one machine.</summary>
    public required int? FewestRanks { get; init; }

    /// <summary>The machine that was measured.</summary>
    public required string Calibration { get; init; }

    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>What the calibration cannot tell of this fold; null: nothing.</summary>
    public required string? Note { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(RanksTold))]
internal sealed partial class RanksToldJson : JsonSerializerContext;
