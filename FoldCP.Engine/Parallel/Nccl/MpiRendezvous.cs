using FoldCP.Engine.Parallel.Mpi;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Processes that a launcher of MPI has started: they meet by it, and its launcher ends all of them when one is lost.</summary>
internal sealed class MpiRendezvous(MpiWorld world) : IRendezvous
{
    /// <summary>Never told: who is lost is seen by the launcher, and by the others of its machine.</summary>
    public event Action<string>? Lost
    {
        add { }
        remove { }
    }

    /// <summary>MPI itself.</summary>
    public ICommunicator Everyone => world.Everyone;

    public int Rank => world.Everyone.Rank;

    public int Size => world.Everyone.Size;

    public IReadOnlyList<string?> HearAll(string own) => world.Everyone.HearAll(own);

    /// <inheritdoc/>
    public byte[] Meet(int version, Func<byte[]> ofFirst)
    {
        using var scope = NewDisposeScope();
        long[] extremes = world.Everyone.AllReduce(tensor((long[])[version, -version]), Reduction.Max).data<long>().ToArray();
        if (extremes[0] != -extremes[1])
            throw new NcclException(NcclLibrary.Differ((int)-extremes[1], (int)extremes[0]));
        var own = tensor(Rank == 0 ? ofFirst() : []);
        return world.Everyone.Broadcast(own, [NcclId.Length], from: 0, like: own).Wait().data<byte>().ToArray();
    }

    /// <summary>Nobody is told until this process ends.</summary>
    public void Tell(string reason)
    {
    }

    public void End(int code) => MpiWorld.End(code);

    public void Dispose() => world.Dispose();
}
