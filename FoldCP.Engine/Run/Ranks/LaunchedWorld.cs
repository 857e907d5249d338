using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;
using TorchSharp;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>The processes that a launcher has started, this one among them, and what carries their tensors.</summary>
internal sealed class LaunchedWorld : IDisposable
{
    /// <summary>Names what is to carry tensors: <c>mpi</c> or <c>nccl</c>.</summary>
    public const string Variable = "FOLDCP_TRANSPORT";

    private readonly IDisposable? _carrier;

    private LaunchedWorld(ICommunicator everyone, IDisposable? carrier) => (Everyone, _carrier) = (everyone, carrier);

    public ICommunicator Everyone { get; }

    /// <summary>How many processes share a fold as they have been launched, this one among them; null: this one was started alone.</summary>
    /// <param name="usesNccl">whether NCCL carries tensors, which needs no launcher of MPI</param>
    public static int? Launched(bool usesNccl) => MpiWorld.Launched ?? (usesNccl ? RankPlace.Of(Environment.GetEnvironmentVariable)?.Size : null);

    /// <param name="meeting">with the others, who are to send as this process does; it stays the caller's own</param>
    /// <param name="nccl">what carries tensors; null: MPI</param>
    /// <exception cref="FoldException">they cannot send to one another, in the user's words</exception>
    public static LaunchedWorld Over(IRendezvous meeting, NcclParts? nccl)
    {
        if (nccl is null)
            return new(((MpiRendezvous)meeting).Everyone, carrier: null);
        try
        {
            InitializeDeviceType(DeviceType.CUDA);
            var world = NcclWorld.Start(meeting, nccl.Library, nccl.Streams, CUDA, TimeProvider.System);
            return new(world.Everyone, world);
        }
        catch (NcclException cannot)
        {
            throw FoldException.Unsupported(cannot.Message);
        }
    }

    /// <summary>Whether NCCL carries tensors.</summary>
    /// <param name="asked">as <see cref="Variable"/> says</param>
    /// <param name="isOnGpu">whether that is where they lie</param>
    /// <exception cref="FoldException">nobody knows what is asked for</exception>
    public static bool UsesNccl(string? asked, bool isOnGpu) => asked switch
    {
        null or "" => isOnGpu,
        "nccl" => true,
        "mpi" => false,
        _ => throw FoldException.BadInput($"{Variable} is '{asked}'; it may be mpi or nccl. Without it tensors of GPUs go by nccl, and others by mpi."),
    };

    public void Dispose() => _carrier?.Dispose();
}
