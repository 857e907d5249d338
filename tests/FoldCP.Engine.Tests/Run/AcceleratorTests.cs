using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Nccl;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Whether a GPU computes, and what is said where it cannot.</summary>
public sealed class AcceleratorTests
{
    [Theory]
    [InlineData("auto", true, true, true)]
    [InlineData("auto", true, false, false)]
    [InlineData("auto", false, true, false)]
    [InlineData("cpu", true, true, false)]
    [InlineData("gpu", true, true, true)]
    public void A_GPU_computes_where_it_is_wanted_and_can(string asked, bool isBuiltForGpus, bool isThere, bool computes) =>
        Assert.Equal(computes, Accelerator.UsesGpu(asked, isBuiltForGpus, () => isThere));

    // Looking for one takes a part of its memory, and settles which are seen.
    [Theory]
    [InlineData("cpu", true)]
    [InlineData("auto", false)]
    public void Where_none_is_wanted_none_is_looked_for(string asked, bool isBuiltForGpus) =>
        Assert.False(Accelerator.UsesGpu(asked, isBuiltForGpus, () => throw new InvalidOperationException("it was looked for")));

    [Theory]
    [InlineData("gpu", false, FailureKind.Unsupported, "--accelerator gpu: this build of FoldCP is for CPUs.")]
    [InlineData("gpu", true, FailureKind.Unsupported, "--accelerator gpu: CUDA finds no GPU on ")]
    [InlineData("tpu", true, FailureKind.BadInput, "--accelerator is 'tpu'; it may be auto, cpu or gpu.")]
    public void What_cannot_be_is_refused_in_words(string asked, bool isBuiltForGpus, FailureKind kind, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => Accelerator.UsesGpu(asked, isBuiltForGpus, () => false));

        Assert.Equal(kind, refused.Kind);
        Assert.StartsWith(sentence, refused.Message);
    }

    [Fact]
    public void The_driver_tells_what_the_first_is() =>
        Assert.Equal(new GpuDevice("Stub 70", 70L << 30), GpuDevice.First(NcclStub.Fresh().Handle));
}
