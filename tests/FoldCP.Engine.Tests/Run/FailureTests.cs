using System.Runtime.InteropServices;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

public sealed class FailureTests
{
    private static readonly RunFolder s_run = new("/runs/7");

    [Theory]
    [InlineData("[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate 4000000000000 bytes.")]
    [InlineData("[enforce fail at alloc_cpu.cpp:128] data. DefaultCPUAllocator: not enough memory: you tried to allocate 4000000000000 bytes.")]
    [InlineData("CUDA out of memory. Tried to allocate 20.00 GiB.")]
    [InlineData("std::bad_alloc")]
    public void Libtorchs_words_for_missing_memory_are_understood(string words)
    {
        var (kind, cause) = Failure.Of(new LibtorchsException(words), s_run);

        Assert.Equal(FailureKind.OutOfMemory, kind);
        Assert.Contains("not enough memory", cause);
    }

    [Fact]
    public void Missing_memory_is_found_inside_another_exception() =>
        Assert.Equal(FailureKind.OutOfMemory, Failure.Of(new InvalidOperationException("layer 3", new InsufficientMemoryException()), s_run).Kind);

    [Fact]
    public void A_tensor_that_no_machine_can_hold_is_missing_memory()
    {
        var thrown = Record.Exception(() => TorchSharp.torch.zeros([1L << 40, 1L << 10]).Dispose());

        Assert.NotNull(thrown);
        Assert.Equal(FailureKind.OutOfMemory, Failure.Of(thrown, s_run).Kind);
    }

    [Fact]
    public void A_full_disk_is_named_with_its_folder_and_what_to_do()
    {
        var thrown = Record.Exception(() => File.WriteAllText("/dev/full", "a line"));

        var (kind, cause) = Failure.Of(thrown!, s_run);

        Assert.Equal((FailureKind.Internal, "There is no room left on the disk of /runs/7. Make room there, then fold again."), (kind, cause));
    }

    [Theory]
    [InlineData("Rank 3 was lost: it was killed, it crashed, or its machine cannot be reached.", 3)]
    [InlineData("Rank 12 was lost before it was ready: it has ended, or its machine cannot be reached.", 12)]
    [InlineData("Rank 0 on node-7.cluster has ended with exit code 4.", 0)]
    [InlineData("NCCL: remote process exited or there was a network error.", 1)]
    [InlineData("Rank 0 at node-1:29500 has hung up on rank 1, or says nothing: it has ended, or is another program or another release.", 1)]
    public void A_lost_rank_is_told_in_the_words_of_who_noticed_and_as_the_one_that_failed(string words, int rank)
    {
        var failed = Failure.Told(new NcclException(words), s_run, FoldStage.Trunk, rank: 1, DateTimeOffset.UnixEpoch);

        Assert.Equal((FailureKind.Internal, words, rank), (failed.Kind, failed.Cause, failed.Rank));
    }

    [Fact]
    public void What_ranks_tell_of_a_loss_names_the_lost_one() =>
        Assert.Equal([(int?)3, 4, 5], ((string[])[RankLoss.Silent(3), RankLoss.NeverReady(4), RankLoss.Ended(5, "node", 1)]).Select(RankLoss.In));

    [Fact]
    public void What_MPI_says_is_passed_on() =>
        Assert.Equal((FailureKind.Internal, "MPI: MPI_ERR_TRUNCATE: message truncated."), Failure.Of(new MpiException("MPI: MPI_ERR_TRUNCATE: message truncated."), s_run));

    [Fact]
    public void Each_kind_has_its_exit_code()
    {
        Exception[] failures =
        [
            new InvalidOperationException("a bug"), FoldException.BadInput("no chains"), FoldException.Unsupported("too many ranks"),
            new InsufficientMemoryException(), new OperationCanceledException(),
        ];

        Assert.Equal([1, 2, 3, 4, 5], failures.Select(failure => ExitCode.Of(Failure.Of(failure, s_run).Kind)));
        Assert.Equal("no chains", Failure.Of(failures[1], s_run).Cause);
        Assert.Contains("InvalidOperationException", Failure.Of(failures[0], s_run).Cause);
    }

    // TorchSharp throws the base class itself, which is not for us to make.
    private sealed class LibtorchsException(string words) : ExternalException(words);
}
