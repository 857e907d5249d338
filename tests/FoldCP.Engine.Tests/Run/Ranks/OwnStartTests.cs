using System.Runtime.InteropServices;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

public sealed class OwnStartTests
{
    [Fact]
    public void A_library_without_a_function_is_a_reason_not_to_begin()
    {
        nint other = NativeLibrary.Load("libc.so.6");

        var missing = Record.Exception(() => new DeviceStreams(other, other));

        Assert.Contains("aoti_torch_get_current_cuda_stream", missing!.Message);
        Assert.Equal(FailureKind.Unsupported, OwnStart.KindOf(missing));
    }

    [Fact]
    public void Refusals_keep_their_kind_and_mistakes_are_none()
    {
        Exception[] thrown = [FoldException.BadInput("no such device"), new DllNotFoundException(), new NcclException("too old"), new InvalidOperationException()];

        Assert.Equal([FailureKind.BadInput, FailureKind.Unsupported, FailureKind.Unsupported, null], thrown.Select(OwnStart.KindOf));
    }
}
