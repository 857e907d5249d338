namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Messages under way between this rank and others of its group.</summary>
/// <remarks>
/// What is sent and what is received is held by aliases of its own until the computation has been told to wait for it: memory that is given
/// back after that is not used anew before.
/// </remarks>
internal sealed unsafe class NcclTransfer(NcclLane lane, nint comm)
{
    private readonly List<Tensor> _held = [];
    private readonly List<Action<nint>> _calls = [];
    private nint? _end;

    public void Send(Tensor piece, int to) => Call(Held(lane.Reachable(piece)), (data, bytes, stream) => lane.Library.Send(data, bytes, to, comm, stream));

    public void Receive(Tensor target, int from)
        => Call(Held(lane.Reachable(target)), (data, bytes, stream) => lane.Library.Receive(data, bytes, from, comm, stream));

    public void Broadcast(Tensor tensor, int root)
        => Call(Held(lane.Reachable(tensor)), (data, bytes, stream) => lane.Library.Broadcast(data, bytes, root, comm, stream));

    /// <summary>All of it, at the same time.</summary>
    public NcclTransfer Start()
    {
        if (_calls.Count == 0)
            return this;
        _end = lane.Start(stream =>
        {
            lane.Library.StartGroup();
            _calls.ForEach(call => call(stream));
            lane.Library.EndGroup();
        });
        _calls.Clear();
        return this;
    }

    public void Wait()
    {
        if (_end is not { } end)
            return;
        lane.End(end);
        _end = null;
        _held.ForEach(tensor => tensor.Dispose());
        _held.Clear();
    }

    private Tensor Held(Tensor tensor)
    {
        _held.Add(tensor);
        return tensor;
    }

    // Nothing is sent of an empty tensor; both sides know its shape.
    private void Call(Tensor tensor, Message message)
    {
        long bytes = tensor.numel() * tensor.element_size();
        if (bytes > 0)
            _calls.Add(stream => message(NcclLane.Address(tensor), bytes, stream));
    }

    private delegate void Message(void* data, long bytes, nint stream);
}
