using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

public sealed class MeshChoiceTests
{
    [Theory]
    [InlineData(null, null, null, null, "1x1")]
    [InlineData(null, null, 1, null, "1x1")]
    [InlineData(null, null, 4, null, "2x2")]
    [InlineData(3, null, 4, null, "3x1")]
    [InlineData(1, null, 4, null, "1x1")]
    [InlineData(null, "1x6", null, null, "1x6")]
    [InlineData(6, "1x6", 2, null, "1x6")]
    [InlineData(null, null, 1, 6, "2x3")]
    [InlineData(null, null, 6, 6, "2x3")]
    [InlineData(6, null, 2, 6, "2x3")]
    [InlineData(null, "3x2", null, 6, "3x2")]
    [InlineData(null, null, null, 1, "1x1")]
    public void Command_line_request_and_launcher_say_how_ranks_lie(int? ranks, string? mesh, int? requested, int? launched, string shape)
        => Assert.Equal(shape, MeshChoice.Of(ranks, mesh, requested, launched).ToString());

    [Theory]
    [InlineData(-1, null, null, null, "The number of ranks is -1; it must be 1 or more.")]
    [InlineData(null, "2", null, null, "'2' is no shape of a mesh.")]
    [InlineData(null, "65536x65536", null, null, "'65536x65536' is no shape of a mesh.")]
    [InlineData(4, "2x3", null, null, "A mesh of 2x3 takes 6 ranks, and 4 are asked for.")]
    [InlineData(4, null, null, 2, "4 ranks are asked for (--ranks), and 2 were launched.")]
    [InlineData(null, "2x2", null, 2, "4 ranks are asked for (--mesh), and 2 were launched.")]
    [InlineData(null, null, 4, 2, "4 ranks are asked for (in the request), and 2 were launched.")]
    [InlineData(1, null, null, 2, "1 ranks are asked for (--ranks), and 2 were launched.")]
    public void What_does_not_go_together_is_refused(int? ranks, string? mesh, int? requested, int? launched, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => MeshChoice.Of(ranks, mesh, requested, launched));

        Assert.Equal(FailureKind.BadInput, refused.Kind);
        Assert.StartsWith(sentence, refused.Message);
    }

    [Theory]
    [InlineData(1, 4, 4)]
    [InlineData(4, 1, 4)]
    [InlineData(2, 2, 4)]
    [InlineData(5, 6, 30)]
    public void A_mesh_needs_a_token_for_each_rank(int rows, int cols, int tokens)
    {
        MeshChoice.Check(new(rows, cols), tokens);

        var refused = Assert.Throws<FoldException>(() => MeshChoice.Check(new(rows, cols), tokens - 1));
        Assert.Equal(
            $"A complex of {tokens - 1} tokens is too small for {tokens} ranks (a mesh of {rows}x{cols}): each needs the pairs of one token at least. The most ranks for this complex are {tokens - 1}.",
            refused.Message);
    }

    [Fact]
    public void What_surrounds_a_ligand_may_be_too_small_for_a_mesh_that_the_complex_is_not()
    {
        MeshChoice.CheckSurroundings(new(16, 16), 200);

        var refused = Assert.Throws<FoldException>(() => MeshChoice.CheckSurroundings(new(263, 1), 200));
        Assert.EndsWith("has 200 tokens, too few for a mesh of 263x1. The structures are kept: go on with fewer ranks (--resume --ranks 200).", refused.Message);
    }

    [Fact]
    public void More_ranks_than_a_machine_has_room_for_are_not_launched()
    {
        MeshChoice.CheckRoom(480, 24e9);

        var refused = Assert.Throws<FoldException>(() => MeshChoice.CheckRoom(1_000, 24e9));
        Assert.Equal("1000 ranks take 50 GB of memory before anything is computed, and this machine has 24 GB. Ask for fewer, or launch them on several machines.", refused.Message);
        Assert.Equal(FailureKind.BadInput, refused.Kind);
    }

    [Fact]
    public void More_ranks_in_turns_than_a_machine_has_room_for_do_not_begin()
    {
        MeshChoice.CheckTurns(4_800, 24e9);

        var refused = Assert.Throws<FoldException>(() => MeshChoice.CheckTurns(40_000, 24e9));
        Assert.Equal("40000 ranks in turns take 200 GB of memory however much they put aside, and this machine has 24 GB. Ask for fewer.", refused.Message);
        Assert.Equal(FailureKind.BadInput, refused.Kind);
    }
}
