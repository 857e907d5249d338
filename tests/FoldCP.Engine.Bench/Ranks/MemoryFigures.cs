using FoldCP.Contract.Planning;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>What measured peaks of memory say of pairs, and what follows for GPUs. Peaks are above the state after weights and features.</summary>
/// <param name="weights">bytes of the whole network's</param>
internal sealed class MemoryFigures(double weights)
{
    // What 30,000 tokens on 64 GPUs of 288 GB leave for a pair, which is what the reference says of itself.
    private const double Bound = 20.5e3;

    private const int Headline = 30_000;
    private const int MostRanks = 4096;

    private static readonly int[] s_ranks = [1, 2, 4, 8, 16, 32, 64];
    private static readonly Dictionary<string, string> s_goals = new() { ["fp32"] = "at most 5000", ["bf16"] = "at most 3000" };

    /// <summary>One measurement, all of it and its stages.</summary>
    public static IEnumerable<Figure> Peaks(Measured one)
    {
        double pairs = Math.Pow(one.Shape.Tokens, 2) / one.Ranks;
        return one.Took.Stages.Select(stage => (stage.Stage, stage.Peak)).Prepend(("all", one.Took.Peak)).Select(stage => Of("peak memory", one) with
        {
            Stage = stage.Item1,
            PeakBytes = stage.Item2 - one.Took.Features,
            BytesPerLocalPair = (stage.Item2 - one.Took.Features) / pairs,
        });
    }

    /// <summary>The slope of peak = a + b N + β N²/P, and what follows from it.</summary>
    /// <param name="measured">of one kind of numbers and one depth of the alignment</param>
    public IEnumerable<Figure> Slopes(IReadOnlyList<Measured> measured)
    {
        var stages = measured[0].Took.Stages.Select(stage => stage.Stage).ToList();
        foreach (string stage in stages.Prepend("all"))
        {
            var fit = Fitted(measured, stage);
            yield return Of("slope", measured[0]) with
            {
                N = null,
                Ranks = null,
                Mesh = null,
                Stage = stage,
                FixedBytes = fit.Factors[0],
                BytesPerToken = fit.Factors[1],
                BytesPerLocalPair = fit.Factors[2],
                Ratio = fit.LargestError,
                RatioOf = "largest error over what was measured",
                Goal = stage == "all" ? s_goals.GetValueOrDefault(measured[0].Shape.Dtype) : null,
            };
        }
        foreach (var figure in Consequences(measured))
            yield return figure;
    }

    private IEnumerable<Figure> Consequences(IReadOnlyList<Measured> measured)
    {
        var fit = Fitted(measured, "all");
        double before = measured.Max(one => one.Took.Before);
        long MostTokens(GpuKind gpu, int ranks) => RankPlan.Largest(n =>
            weights + before + fit.Factors[0] + (fit.Factors[1] * n) + (fit.Factors[2] * n * n / ranks) <= gpu.Usable);
        var dtype = measured[0].Shape.Dtype;
        foreach (var gpu in GpuKind.All)
        {
            foreach (int ranks in s_ranks)
            {
                double bound = Math.Floor(Math.Sqrt(ranks * gpu.Bytes / Bound));
                yield return new("most tokens")
                {
                    N = (int)MostTokens(gpu, ranks),
                    Ranks = ranks,
                    Dtype = dtype,
                    Gpu = gpu.Name,
                    Formula = bound,
                    Ratio = MostTokens(gpu, ranks) / bound,
                    RatioOf = "tokens over those by 20.5 kB a pair",
                };
            }
            int fewest = Enumerable.Range(1, MostRanks).FirstOrDefault(ranks => MostTokens(gpu, ranks) >= Headline);
            yield return new("fewest ranks") { N = Headline, Ranks = fewest == 0 ? null : fewest, Dtype = dtype, Gpu = gpu.Name };
        }
    }

    private static LeastSquares Fitted(IReadOnlyList<Measured> measured, string stage) => LeastSquares.Of(
        [.. measured.Select(one => (double[])[1, one.Shape.Tokens, Math.Pow(one.Shape.Tokens, 2) / one.Ranks])],
        [.. measured.Select(one => Math.Max(1, (stage == "all" ? one.Took.Peak : one.Took.Stages.First(own => own.Stage == stage).Peak) - one.Took.Features))]);

    private static Figure Of(string name, Measured one) => new(name)
    {
        N = one.Shape.Tokens,
        Ranks = one.Ranks,
        Mesh = $"{MeshShape.Of(one.Ranks)}",
        Dtype = one.Shape.Dtype,
        Rows = one.Shape.Rows,
    };
}
