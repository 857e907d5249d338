using FoldCP.Engine.Input;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>What carries the tensors of launched processes.</summary>
public sealed class LaunchedWorldTests
{
    [Theory]
    [InlineData(null, false, false)]
    [InlineData("", true, true)]
    [InlineData("nccl", false, true)]
    [InlineData("mpi", true, false)]
    public void Where_tensors_lie_says_it_unless_it_is_asked_for(string? asked, bool isOnGpu, bool usesNccl)
        => Assert.Equal(usesNccl, LaunchedWorld.UsesNccl(asked, isOnGpu));

    [Fact]
    public void What_is_not_known_is_refused()
        => Assert.Contains("FOLDCP_TRANSPORT is 'gloo'; it may be mpi or nccl.", Assert.Throws<FoldException>(() => LaunchedWorld.UsesNccl("gloo", false)).Message);
}
