using System.Runtime.InteropServices;
using FoldCP.Contract;
using FoldCP.Engine.Input;
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
