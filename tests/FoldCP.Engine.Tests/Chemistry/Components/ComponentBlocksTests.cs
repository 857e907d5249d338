using System.Text;
using FoldCP.Engine.Chemistry.Components;

namespace FoldCP.Engine.Tests.Chemistry.Components;

public sealed class ComponentBlocksTests
{
    [Fact]
    public void Blocks_begin_at_their_line_and_keep_their_text()
    {
        var blocks = Read("# a comment\r\n\ndata_A\r\n_x.y 1\r\n#\nDATA_B # two\n;data_C\n;\n");

        Assert.Equal([new("A", 2, "data_A\r\n_x.y 1\r\n#\n"), new("B", 5, "DATA_B # two\n;data_C\n;\n")], blocks);
    }

    [Fact]
    public void A_file_without_blocks_has_none()
    {
        Assert.Empty(Read(""));
        Assert.Empty(Read("HEADER    a protein\nATOM"));
    }

    [Fact]
    public void The_last_line_needs_no_end() => Assert.Equal([new("A", 0, "data_A\n_x.y 1")], Read("data_A\n_x.y 1"));

    [Fact]
    public void What_is_far_too_long_is_not_kept_and_loses_nothing_else()
    {
        var text = new StringBuilder("data_A\n").Append('x', ComponentBlocks.LongestBlock).Append("\ndata_B\n");
        for (int line = 0; line <= ComponentBlocks.LongestBlock / 1000; line++)
            text.Append('x', 999).Append('\n');
        text.Append("data_C\n");

        Assert.Equal([new("A", 0, null), new("B", 2, null), new("C", ComponentBlocks.LongestBlock / 1000 + 4, "data_C\n")], Read(text.ToString()));
    }

    private static List<ComponentBlock> Read(string text) => [.. new ComponentBlocks(new StringReader(text)).Read()];
}
