using System.CommandLine;
using System.Globalization;
using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>The command line: <c>foldcp calibrate</c>, which measures folds on this machine for <c>foldcp plan</c>.</summary>
internal sealed class CalibrateCommand(TimeProvider clock, TextWriter output, TextWriter errors)
{
    private const int FewRows = 16;
    private const int ManyRows = 512;
    private const int DeepRows = 8192;

    public static Command Calibrate()
    {
        var tokens = new Option<string>("--tokens") { Description = "Sizes of the folds that are measured.", DefaultValueFactory = _ => "128,256,384,512" };
        var ranks = new Option<string>("--ranks") { Description = "Numbers of ranks that are measured; by default one, and two where there are two processors and a launcher of MPI." };
        var file = new Option<string>("--out") { Description = "Where it is kept.", DefaultValueFactory = _ => CalibrationFile.Usual() };
        var calibrate = new Command("calibrate", "Measure short folds on this machine, seven minutes in all on two cores, so that plans are made for it. Exit codes: 0 done, 2 bad input, 3 not supported.")
        {
            tokens, ranks, file,
        };
        calibrate.SetAction(parsed => new CalibrateCommand(TimeProvider.System, Console.Out, Console.Error)
            .Execute(parsed.GetValue(tokens)!, parsed.GetValue(ranks) ?? UsualRanks(), parsed.GetValue(file)!));
        return calibrate;
    }

    /// <summary>What <c>calibrate</c> starts this program with once more.</summary>
    public static Command Measure()
    {
        var shape = new Argument<string>("SHAPE");
        var measure = new Command(Launched.Word, "Measure one fold.") { shape };
        measure.Hidden = true;
        measure.SetAction(parsed => MeasuringRank.Say(parsed.GetRequiredValue(shape)));
        return measure;
    }

    /// <returns>the process's exit code</returns>
    private int Execute(string tokens, string ranks, string file)
    {
        try
        {
            var (sizes, counts) = (Ascending.Numbers(tokens), Ascending.Numbers(ranks));
            if (sizes.Length < 3 || sizes[0] < 32)
                throw FoldException.BadInput($"--tokens is {tokens}; a fit needs three sizes or more, each of 32 tokens or more.");
            var shapes = Shapes(sizes, counts).ToList();
            var measured = shapes.Select((one, at) => Measured(one, $"{at + 1} of {shapes.Count}")).ToList();
            var calibration = new Calibration(Environment.MachineName, clock.GetUtcNow(), [.. measured.GroupBy(one => one.Shape.Network).Select(Fit)]);
            CalibrationFile.Write(file, calibration);
            Tell(calibration, file);
            return ExitCode.Done;
        }
        catch (FoldException refused)
        {
            errors.WriteLine(refused.Message);
            return ExitCode.Of(refused.Kind);
        }
    }

    // bfloat16 is measured for its memory alone, on one rank; alignments of many rows for the largest complex, and deep ones for the smallest.
    private static IEnumerable<(FoldShape Shape, int Ranks)> Shapes(int[] sizes, int[] counts)
    {
        (int Tokens, int Rows)[] folds = [.. sizes.Select(size => (size, FewRows)), (sizes[^1], ManyRows), (sizes[0], DeepRows)];
        foreach (string network in new[] { FoldOptions.DemoWeights, "boltz2" })
        {
            var shape = new FoldShape { Network = network, Blocks = 1, Steps = 2, GivesBack = true };
            foreach (int count in counts)
            {
                foreach (var (tokens, rows) in folds)
                    yield return (shape with { Tokens = tokens, Rows = rows }, count);
            }
            foreach (var (tokens, rows) in folds)
                yield return (shape with { Tokens = tokens, Rows = rows, Dtype = "bf16" }, counts[0]);
        }
    }

    private Measured Measured((FoldShape Shape, int Ranks) one, string place)
    {
        var took = Launched.Measure(one.Shape, one.Ranks);
        Line($"{place}: {one.Shape.Network}, {one.Shape.Tokens} tokens, {one.Shape.Rows} rows, {one.Shape.Dtype}, {one.Ranks} rank(s): {took.Seconds:F1} s, {took.Peak / 1e6:F0} MB");
        return new(one.Shape, one.Ranks, took);
    }

    private static NetworkFit Fit(IGrouping<string, Measured> network) => network.Key == FoldOptions.DemoWeights
        ? Fitting.Of(Boltz2Config.Demo, 0, [.. network])
        : Fitting.Of(MeasuredNetwork.Whole, ReleasedWeights.Find(network.Key)!.Bytes!.Value, [.. network]);

    private void Tell(Calibration calibration, string file)
    {
        foreach (var network in calibration.Networks)
        {
            foreach (var memory in network.Memory)
                Line($"{network.Network} {memory.Stage} in {memory.Dtype}: {memory.PerLocalPair:F0} bytes of memory for each pair of a rank beside biases, off by {memory.LargestError:P0} at most");
            foreach (var time in network.Times)
                Line($"{network.Network} {time.Stage}: seconds off by {time.LargestError:P0} at most");
        }
        Line($"Written to {file}.");
    }

    private static string UsualRanks() => Environment.ProcessorCount > 1 && Run.Ranks.MpiLauncher.IsHere ? "1,2" : "1";

    private void Line(FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
