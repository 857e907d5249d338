namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>The libraries that carry tensors between GPUs, found before anybody is waited for.</summary>
internal sealed record NcclParts(NcclLibrary Library, DeviceStreams Streams)
{
    /// <exception cref="DllNotFoundException">there are none here</exception>
    /// <exception cref="NcclException">this process has no GPU of its own, or the library is too old</exception>
    public static NcclParts Find()
    {
        VisibleDevice.Choose();
        return new(new(NcclPlaces.Find(Environment.GetEnvironmentVariable(NcclPlaces.Variable))), DeviceStreams.OfTorch());
    }
}
