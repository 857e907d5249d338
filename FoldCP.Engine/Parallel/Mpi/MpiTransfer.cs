using FoldCP.Engine.Tensors;
using static FoldCP.Engine.Parallel.Mpi.MpiCalls;

namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>Messages under way between this rank and others of its group.</summary>
/// <remarks>
/// Memory must live until MPI is done with it: what is sent is held here by aliases of its own, whatever becomes of the caller's.
/// Requests are waited for one by one, since arrays of them have another stride in each library.
/// </remarks>
internal sealed unsafe class MpiTransfer(nint comm)
{
    private const long MostBytes = 1L << 30;

    private readonly List<Tensor> _held = [];
    private readonly List<nint> _requests = [];

    private delegate int Start(void* data, int count, nint* request);

    public void Send(Tensor piece, int to)
        => InPieces(Held(piece), (data, count, request) => MpiCalls.Send(data, count, MpiLibrary.Loaded.Byte, to, tag: 0, comm, request));

    public void Receive(Tensor target, int from)
        => InPieces(target, (data, count, request) => MpiCalls.Receive(data, count, MpiLibrary.Loaded.Byte, from, tag: 0, comm, request));

    public void Broadcast(Tensor tensor, int root)
        => InPieces(Held(tensor), (data, count, request) => MpiCalls.Broadcast(data, count, MpiLibrary.Loaded.Byte, root, comm, request));

    public void Wait()
    {
        foreach (var started in _requests)
        {
            var request = started;
            Check(MpiCalls.Wait(&request, MpiLibrary.Loaded.StatusIgnore));
        }

        _requests.Clear();
        _held.ForEach(tensor => tensor.Dispose());
        _held.Clear();
    }

    private Tensor Held(Tensor tensor)
    {
        // Every handle counts: one that is left to the caller's scope would keep the piece for as long.
        using var plain = tensor.detach();
        using var contiguous = plain.contiguous();
        var own = contiguous.alias().DetachFromDisposeScope();
        _held.Add(own);
        return own;
    }

    private void InPieces(Tensor tensor, Start start)
    {
        var data = (byte*)NativeTensors.DataPointer(tensor);
        var total = tensor.numel() * tensor.element_size();
        for (long at = 0; at < total; at += MostBytes)
        {
            nint request = 0;
            Check(start(data + at, (int)Math.Min(MostBytes, total - at), &request));
            _requests.Add(request);
        }
    }
}
