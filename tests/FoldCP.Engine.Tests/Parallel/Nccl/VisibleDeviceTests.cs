using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>Which GPU of a machine each of its processes sees.</summary>
public sealed class VisibleDeviceTests
{
    [Theory]
    [InlineData("2", null, "2")]
    [InlineData("1", "4,6", "6")]
    [InlineData("0", "GPU-aa, GPU-bb", "GPU-aa")]
    [InlineData("1", "5", null)]
    [InlineData("1", "", null)]
    [InlineData("1", " ", null)]
    [InlineData(null, "4,6", null)]
    public void Each_sees_its_own(string? place, string? visible, string? expected)
        => Assert.Equal(expected, VisibleDevice.Of(variable => variable is "SLURM_LOCALID" ? place : variable is VisibleDevice.Variable ? visible : null));

    [Fact]
    public void More_ranks_than_devices_are_refused()
    {
        var refused = Assert.Throws<NcclException>(() => VisibleDevice.Of(variable => variable is "LOCAL_RANK" ? "2" : variable is VisibleDevice.Variable ? "0,1" : null));

        Assert.Contains("has 2 GPUs (CUDA_VISIBLE_DEVICES is 0,1) and at least 3 ranks", refused.Message);
    }
}
