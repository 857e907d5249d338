using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

public sealed class TurnsPlaceTests
{
    [Fact]
    public void Without_a_folder_ranks_are_processes_and_with_one_they_take_turns()
    {
        Assert.Null(TurnsPlace.Of(null, new(2, 2), launched: 4, "mpi", isOnGpu: false));
        Assert.Equal(new TurnsPlace(new(2, 2), "tiles"), TurnsPlace.Of("tiles", new(2, 2), launched: null, transport: "", isOnGpu: false));
        Assert.Equal(new TurnsPlace(new(2, 2), "host"), TurnsPlace.Of("host", new(2, 2), launched: null, transport: "", isOnGpu: true));
    }

    [Theory]
    [InlineData("tiles", 1, 1, null, null, "With --tile-store several ranks take turns, and one is asked for. Say how many, such as --ranks 4,")]
    [InlineData("tiles", 2, 2, 4, null, "With --tile-store ranks take turns in one process, and a launcher has started 4.")]
    [InlineData("tiles", 1, 1, 1, null, "With --tile-store ranks take turns in one process, and a launcher has started 1.")]
    [InlineData("tiles", 2, 2, null, "nccl", "With --tile-store nothing is sent to other processes, and FOLDCP_TRANSPORT is 'nccl'.")]
    [InlineData("", 2, 2, null, null, "--tile-store names no folder.")]
    [InlineData("host", 2, 2, null, null, "--tile-store host is for ranks on a GPU;")]
    public void What_does_not_go_together_is_refused(string folder, int rows, int cols, int? launched, string? transport, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => TurnsPlace.Of(folder, new(rows, cols), launched, transport, isOnGpu: false));

        Assert.Equal(FailureKind.BadInput, refused.Kind);
        Assert.StartsWith(sentence, refused.Message);
    }

    [Fact]
    public void A_folder_in_memory_is_refused()
    {
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "skipped: no folder in memory");

        var refused = Assert.Throws<FoldException>(() => new TurnsPlace(new(2, 2), "/dev/shm").Open());

        Assert.Equal(FailureKind.BadInput, refused.Kind);
        Assert.Contains("/dev/shm lies in memory", refused.Message);
    }
}
