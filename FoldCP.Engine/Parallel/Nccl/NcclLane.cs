using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>
/// The one stream on which a process sends and receives, in whatever group, beside the one on which it computes. Since there is one, messages
/// of different groups are in the same order on all ranks, without which they could wait for each other.
/// </summary>
internal sealed class NcclLane(NcclLibrary library, DeviceStreams streams, NcclGuard guard, Device device)
{
    private readonly nint _stream = streams.New();

    public NcclLibrary Library => library;

    public NcclGuard Guard => guard;

    /// <summary>Where tensors lie while they are sent.</summary>
    public Device Device => device;

    /// <summary>Puts messages on the lane, after all that has been computed so far.</summary>
    /// <param name="start">given the stream</param>
    /// <returns>the mark of their end</returns>
    public nint Start(Action<nint> start) => guard.Call(() =>
    {
        nint computed = streams.Mark(streams.Current);
        streams.Await(_stream, computed);
        streams.Forget(computed);
        start(_stream);
        return streams.Mark(_stream);
    });

    /// <summary>Lets what is computed from now on wait for messages.</summary>
    public void End(nint mark)
    {
        guard.ThrowIfFailed();
        streams.Await(streams.Current, mark);
        streams.Forget(mark);
        // Where they were given up meanwhile, nothing has come.
        guard.ThrowIfFailed();
    }

    /// <summary>A tensor in one piece, where the lane can reach it, that nobody else disposes of.</summary>
    public Tensor Reachable(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().to(device).contiguous().alias().DetachFromDisposeScope();
    }

    public static unsafe void* Address(Tensor tensor) => NativeTensors.DataPointer(tensor);
}
