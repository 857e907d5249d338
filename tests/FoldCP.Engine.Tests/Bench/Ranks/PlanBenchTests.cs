using FoldCP.Contract.Planning;
using FoldCP.Engine.Bench.Ranks;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tests.Contract.Planning;

namespace FoldCP.Engine.Tests.Bench.Ranks;

/// <summary>Measurements go in as text, and what a plan tells of them comes out as text beside them.</summary>
public sealed class PlanBenchTests
{
    // One rank of which all is fitted; four that share two processors; sixteen bits, of which only memory is; and what no plan knows.
    private const string Log = """
        {"Shape":{"Tokens":1000,"Rows":10,"Steps":2},"Ranks":1,"Took":{"Stages":[{"Stage":"trunk","Steps":2,"Seconds":5,"Peak":4.4e9},{"Stage":"conditioning","Steps":1,"Seconds":10,"Peak":0},{"Stage":"sampling","Steps":2,"Seconds":2,"Peak":0},{"Stage":"confidence","Steps":1,"Seconds":4,"Peak":0}],"Before":1e8,"Weights":5e8}}

        {"Shape":{"Tokens":2000,"Rows":10,"Steps":2},"Ranks":4,"Took":{"Stages":[{"Stage":"trunk","Steps":2,"Seconds":10,"Peak":0},{"Stage":"conditioning","Steps":1,"Seconds":40,"Peak":4.405e9},{"Stage":"sampling","Steps":2,"Seconds":6,"Peak":0},{"Stage":"confidence","Steps":1,"Seconds":12,"Peak":0}],"Before":1e8,"Weights":5e8,"Received":1.2e10}}
        {"Shape":{"Tokens":500,"Rows":10,"Steps":2,"Dtype":"bf16"},"Ranks":1,"Took":{"Stages":[{"Stage":"trunk","Steps":4,"Seconds":2,"Peak":2e9},{"Stage":"conditioning","Steps":1,"Seconds":5,"Peak":0},{"Stage":"sampling","Steps":2,"Seconds":0.6,"Peak":0},{"Stage":"confidence","Steps":2,"Seconds":1,"Peak":0}],"Before":1e8,"Weights":5e8}}
        {"Shape":{"Tokens":500,"Layers":12},"Ranks":1,"Took":{"Stages":[]}}
        {"Shape":{"Tokens":500,"Network":"demo"},"Ranks":2,"Took":{"Stages":[]}}
        """;

    [Fact]
    public void Each_figure_of_a_plan_stands_beside_what_was_measured()
    {
        var (said, notes) = Told(Log, Ranged());

        Assert.Equal(
            """
            planned peak memory:

            | n | ranks | mesh | dtype | rows | stage | peak bytes | formula | ratio | ratio of | fit |
            |---|---|---|---|---|---|---|---|---|---|---|
            | 1,000 | 1 | 1x1 | fp32 | 10 | all | 4,000,000,000 | 3,001,240,000 | 0.7503 | planned over measured | within |
            | 2,000 | 4 | 2x2 | fp32 | 10 | all | 4,005,000,000 | 4,000,980,000 | 0.999 | planned over measured | held out |
            | 500 | 1 | 1x1 | bf16 | 10 | all | 1,600,000,000 | 1,625,370,000 | 1.016 | planned over measured | within |

            planned seconds:

            | n | ranks | mesh | dtype | rows | stage | seconds | formula | ratio | ratio of | fit |
            |---|---|---|---|---|---|---|---|---|---|---|
            | 1,000 | 1 | 1x1 | fp32 | 10 | trunk | 5 | 4 | 0.8 | planned over measured | within |
            | 1,000 | 1 | 1x1 | fp32 | 10 | conditioning | 10 | 10 | 1 | planned over measured | within |
            | 1,000 | 1 | 1x1 | fp32 | 10 | sampling | 2 | 2.2 | 1.1 | planned over measured | within |
            | 1,000 | 1 | 1x1 | fp32 | 10 | confidence | 4 | 2 | 0.5 | planned over measured | within |
            | 1,000 | 1 | 1x1 | fp32 | 10 | all | 21 | 18.2 | 0.8667 | planned over measured | within |
            | 2,000 | 4 | 2x2 | fp32 | 10 | trunk | 10 | 12 | 1.2 | planned over measured | held out |
            | 2,000 | 4 | 2x2 | fp32 | 10 | conditioning | 40 | 20 | 0.5 | planned over measured | held out |
            | 2,000 | 4 | 2x2 | fp32 | 10 | sampling | 6 | 4.8 | 0.8 | planned over measured | held out |
            | 2,000 | 4 | 2x2 | fp32 | 10 | confidence | 12 | 12.43 | 1.036 | planned over measured | held out |
            | 2,000 | 4 | 2x2 | fp32 | 10 | all | 68 | 49.23 | 0.724 | planned over measured | held out |
            | 500 | 1 | 1x1 | bf16 | 10 | trunk | 2 | 1.5 | 0.75 | planned over measured | held out |
            | 500 | 1 | 1x1 | bf16 | 10 | conditioning | 5 | 2.5 | 0.5 | planned over measured | held out |
            | 500 | 1 | 1x1 | bf16 | 10 | sampling | 0.6 | 0.6 | 1 | planned over measured | held out |
            | 500 | 1 | 1x1 | bf16 | 10 | confidence | 1 | 0.75 | 0.75 | planned over measured | held out |
            | 500 | 1 | 1x1 | bf16 | 10 | all | 8.6 | 5.35 | 0.6221 | planned over measured | held out |

            planned bytes received:

            | n | ranks | mesh | dtype | rows | stage | bytes received per rank | formula | ratio | ratio of | fit |
            |---|---|---|---|---|---|---|---|---|---|---|
            | 2,000 | 4 | 2x2 | fp32 | 10 | all | 12,000,000,000 | 10,019,712,000 | 0.835 | planned over measured | not fitted |

            error of planned peak memory:

            | stage | fit | folds | mean error | largest error |
            |---|---|---|---|---|
            | all | within | 2 | 0.1328 | 0.2497 |
            | all | held out | 1 | 0.001004 | 0.001004 |

            error of planned seconds:

            | stage | fit | folds | mean error | largest error |
            |---|---|---|---|---|
            | trunk | within | 1 | 0.2 | 0.2 |
            | conditioning | within | 1 | 0 | 0 |
            | sampling | within | 1 | 0.1 | 0.1 |
            | confidence | within | 1 | 0.5 | 0.5 |
            | all | within | 1 | 0.1333 | 0.1333 |
            | trunk | held out | 2 | 0.225 | 0.25 |
            | conditioning | held out | 2 | 0.5 | 0.5 |
            | sampling | held out | 2 | 0.1 | 0.2 |
            | confidence | held out | 2 | 0.143 | 0.25 |
            | all | held out | 2 | 0.327 | 0.3779 |

            error of planned bytes received:

            | stage | fit | folds | mean error | largest error |
            |---|---|---|---|---|
            | all | not fitted | 1 | 0.165 | 0.165 |


            """, said);
        Assert.Equal(
            """
            Plans are made of what was measured on a made-up machine, 2026-01-02.
            Left out, 500 tokens on 1 rank(s) in fp32: the token transformer has 12 layers, and 24 in what the calibration was fitted to.
            Left out, 500 tokens on 2 rank(s) in fp32: the calibration has no network 'demo'.

            """, notes);
    }

    [Fact]
    public void Memory_is_told_of_each_stage_where_the_calibration_knows_them()
    {
        var (said, _) = Told("""
            {"Shape":{"Tokens":1000,"Rows":10,"Steps":2},"Ranks":1,"Took":{"Stages":[{"Stage":"trunk","Steps":2,"Seconds":1,"Peak":4.4e9},{"Stage":"conditioning","Steps":1,"Seconds":1,"Peak":4e9},{"Stage":"sampling","Steps":2,"Seconds":1,"Peak":3e9},{"Stage":"confidence","Steps":1,"Seconds":1,"Peak":2e9}],"Before":1e8,"Weights":5e8}}
            """, MadeUp.Staged);

        // 1 GB each, and 2,000, 2,536 and 1,636 bytes for each of a million pairs; letters are the trunk's.
        Assert.Equal(
        [
            "| trunk | 4,000,000,000 | 3,001,240,000 | 0.7503 |", "| conditioning | 3,600,000,000 | 3,536,240,000 | 0.9823 |",
            "| sampling | 2,600,000,000 | 2,636,240,000 | 1.014 |", "| confidence | 1,600,000,000 | 1,000,240,000 | 0.6251 |", "| all | 4,000,000,000 | 3,536,240,000 | 0.8841 |",
        ], said.Split('\n').Skip(4).Take(5).Select(line => line["| 1,000 | 1 | 1x1 | fp32 | 10 ".Length..line.IndexOf(" planned over", StringComparison.Ordinal)]));
    }

    [Fact]
    public void Of_an_older_calibration_nobody_knows_what_is_held_out_of_it()
    {
        var (said, notes) = Told(Log, MadeUp.Calibration);

        Assert.DoesNotContain("within", said);
        Assert.Contains("| all | unknown | 3 |", said);
        Assert.Contains("This calibration is older and does not say to which folds it was fitted, so it cannot be told which are held out; foldcp calibrate makes one that does.\n", notes);
    }

    [Theory]
    [InlineData(99, 10, 1, false)]
    [InlineData(100, 10, 1, true)]
    [InlineData(1000, 64, 2, true)]
    [InlineData(1001, 10, 1, false)]
    [InlineData(500, 65, 1, false)]
    [InlineData(500, 10, 3, false)]
    public void Within_is_what_is_no_larger_and_no_smaller_than_what_was_fitted(int tokens, int rows, int ranks, bool isWithin) =>
        Assert.Equal(isWithin, new FittedRange(100, 1000, 64, 2).Holds(new(tokens, rows), ranks));

    [Fact]
    public void What_no_plan_knows_is_refused() => Assert.Throws<ArgumentException>(() => Told("""{"Shape":{"Layers":12},"Ranks":1,"Took":{"Stages":[]}}""", Ranged()));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"Shape":{},"Ranks":1}""")]
    [InlineData("peak,seconds")]
    public void A_line_that_is_no_measurement_is_named(string line)
    {
        var refused = Assert.Throws<InvalidDataException>(() => Told("\n" + line, Ranged()));

        Assert.Matches(@"^Line 2 of .*log\.jsonl is no measurement such as foldcp bench memory writes: ", refused.Message);
    }

    private static (string Said, string Notes) Told(string log, Calibration calibration)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "log.jsonl");
        File.WriteAllText(file, log);
        using var said = new StringWriter();
        using var notes = new StringWriter();
        Measured[] measured = [.. new MemoryLog(file).Read()];
        new PlanBench(calibration, processors: 2).Print(measured, new(said, asJson: false), notes);
        return ($"{said}", $"{notes}");
    }

    // The made-up one, fitted to 100 to 1,000 tokens, and in bf16 on one rank only.
    private static Calibration Ranged()
    {
        var fit = MadeUp.Calibration.Networks[0];
        FittedRange Range(int ranks) => new(100, 1000, 64, ranks);
        return MadeUp.Calibration with
        {
            Networks = [fit with
            {
                Memory = [.. fit.Memory.Select(one => one with { Fitted = Range(one.Dtype == "bf16" ? 1 : 2) })],
                Times = [.. fit.Times.Select(one => one with { Fitted = Range(2) })],
            }],
        };
    }
}
