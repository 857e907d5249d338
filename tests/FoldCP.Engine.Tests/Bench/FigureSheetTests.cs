using System.Text.Json;
using FoldCP.Engine.Bench;

namespace FoldCP.Engine.Tests.Bench;

public sealed class FigureSheetTests
{
    private static readonly Figure s_time = new("time") { N = 512, Ranks = 2, Mesh = "2x1", Dtype = "fp32", Stage = "trunk", Seconds = 12.3456 };

    [Fact]
    public void A_figure_is_a_line_of_JSON_with_what_applies_to_it()
    {
        var output = new StringWriter();
        var sheet = new FigureSheet(output, asJson: true);

        sheet.Add(s_time);
        sheet.Add(new("traffic") { Ranks = 9, BytesReceivedPerRank = 1.5e9, BytesPerLocalPair = 1234.5, Ratio = 0.5, RatioOf = "a over b" });
        sheet.End();

        Assert.Equal(
            """
            {"figure":"time","n":512,"ranks":2,"mesh":"2x1","dtype":"fp32","stage":"trunk","seconds":12.3456}
            {"figure":"traffic","ranks":9,"bytes_per_local_pair":1234.5,"bytes_received_per_rank":1500000000,"ratio":0.5,"ratio_of":"a over b"}

            """,
            output.ToString());
        Assert.All(output.ToString().TrimEnd().Split('\n'), line => JsonDocument.Parse(line).Dispose());
    }

    [Fact]
    public void Figures_of_one_name_are_a_table_with_a_column_for_each_field_of_any()
    {
        var lines = FigureSheet.Table([s_time with { WaitedSeconds = 0.00012346 }, s_time with { Stage = "all", Seconds = 12345.6, Goal = "at most 1" }]);

        Assert.Equal(
        [
            "| n | ranks | mesh | dtype | stage | seconds | waited seconds | goal |",
            "|---|---|---|---|---|---|---|---|",
            "| 512 | 2 | 2x1 | fp32 | trunk | 12.35 | 0.0001235 |  |",
            "| 512 | 2 | 2x1 | fp32 | all | 12,346 |  | at most 1 |",
        ], lines);
    }

    [Fact]
    public void Tables_are_written_at_the_end()
    {
        var output = new StringWriter();
        var sheet = new FigureSheet(output, asJson: false);

        sheet.Add(s_time);
        string before = output.ToString();
        sheet.End();

        Assert.Empty(before);
        Assert.StartsWith("time:\n\n| n |", output.ToString(), StringComparison.Ordinal);
    }
}
