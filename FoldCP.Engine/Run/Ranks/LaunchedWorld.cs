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

    // Machines may take a while to be given to a job, one after another.
    private static readonly TimeSpan s_meetsWithin = TimeSpan.FromMinutes(5);

    private readonly IDisposable[] _made;
    private readonly Action<int> _end;

    private LaunchedWorld(ICommunicator everyone, Action<int> end, params IDisposable[] made) => (Everyone, _end, _made) = (everyone, end, made);

    /// <summary>How many processes have been launched, this one among them; null: this one was started alone.</summary>
    /// <exception cref="FoldException">the environment asks for what is not known</exception>
    public static int? Launched => MpiWorld.Launched ?? (UsesNccl(Told(Variable), ComputesOnGpu) ? RankPlace.Of(Told)?.Size : null);

    public ICommunicator Everyone { get; }

    private static bool ComputesOnGpu => Accelerator.Own is not null;

    /// <exception cref="FoldException">they do not come together, in the user's words</exception>
    public static LaunchedWorld Start()
    {
        try
        {
            return UsesNccl(Told(Variable), ComputesOnGpu) ? OverNccl() : OverMpi();
        }
        catch (Exception cannot) when (cannot is DllNotFoundException or NcclException)
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

    /// <summary>Ends all of them, this one too.</summary>
    public void End(int code) => _end(code);

    public void Dispose()
    {
        foreach (var made in Enumerable.Reverse(_made))
            made.Dispose();
    }

    private static LaunchedWorld OverMpi()
    {
        var world = MpiWorld.Start();
        return new(world.Everyone, MpiWorld.End, world);
    }

    // What is not here is told before anybody is waited for.
    private static LaunchedWorld OverNccl()
    {
        VisibleDevice.Choose();
        var library = new NcclLibrary(NcclPlaces.Find(Told(NcclPlaces.Variable)));
        var streams = DeviceStreams.OfTorch();
        IRendezvous meeting = MpiWorld.Launched is null ? TcpRendezvous.At(RankPlace.Of(Told)!, s_meetsWithin) : new MpiRendezvous(MpiWorld.Start());
        InitializeDeviceType(DeviceType.CUDA);
        var world = NcclWorld.Start(meeting, library, streams, CUDA, TimeProvider.System);
        return new(world.Everyone, meeting.End, meeting, world);
    }

    private static string? Told(string variable) => Environment.GetEnvironmentVariable(variable);
}
