using System.Runtime.InteropServices;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>Which library is taken for NCCL, and what is said where it cannot be.</summary>
public sealed class NcclLibraryTests
{
    [Fact]
    public void A_library_that_is_named_and_is_not_there_is_told_by_its_name()
    {
        var missing = Assert.Throws<DllNotFoundException>(() => NcclPlaces.Find("/nowhere/libnccl.so"));

        Assert.Equal("NCCL cannot be loaded from /nowhere/libnccl.so, which FOLDCP_NCCL_LIBRARY names.", missing.Message);
    }

    [Fact]
    public void Where_there_is_none_all_places_are_told()
    {
        Assert.SkipWhen(NativeLibrary.TryLoad("libnccl.so.2", out _), "skipped: this machine has NCCL");

        var missing = Assert.Throws<DllNotFoundException>(() => NcclPlaces.Find(null));

        Assert.Contains("libtorch_cuda.so", missing.Message);
        Assert.Contains("libnccl.so.2 beside libtorch", missing.Message);
        Assert.Contains("libnccl.so.2 of the system", missing.Message);
        Assert.Contains("FOLDCP_NCCL_LIBRARY", missing.Message);
    }

    [Fact]
    public void A_named_library_is_taken()
    {
        var stub = NcclStub.Fresh();

        Assert.Equal(23007, new NcclLibrary(NcclPlaces.Find(stub.Path)).Version);
    }

    [Fact]
    public void A_release_that_cannot_split_groups_is_refused_with_both_numbers()
    {
        nint old = NativeLibrary.Load(NcclStub.OfVersion(21003));

        var refused = Assert.Throws<NcclException>(() => new NcclLibrary(old));

        Assert.Equal("This NCCL is of release 2.10.3, and 2.18.0 is the oldest that can be used.", refused.Message);
    }

    [Theory]
    [InlineData(2804, "2.8.4")]
    [InlineData(21903, "2.19.3")]
    [InlineData(23007, "2.30.7")]
    public void Releases_are_written_as_people_do(int version, string words) => Assert.Equal(words, NcclLibrary.Words(version));

    /// <summary>By the public header, nccl.h.</summary>
    [Fact]
    public void Values_are_those_of_the_header()
    {
        Assert.Equal(128, Marshal.SizeOf<NcclId>());
        Assert.Equal([0, 1, 2, 4, 6, 7, 8, 9], Enum.GetValues<NcclType>().Select(type => (int)type));
        Assert.Equal((0, 2), ((int)NcclOperation.Sum, (int)NcclOperation.Max));
        Assert.Equal((0, 7), ((int)NcclResult.Success, (int)NcclResult.InProgress));
    }

    [Fact]
    public void An_id_keeps_its_bytes()
    {
        byte[] bytes = [.. Enumerable.Range(0, NcclId.Length).Select(i => (byte)i)];

        Assert.Equal(bytes, NcclId.Of(bytes).ToBytes());
    }
}
