using static FoldCP.Engine.Parallel.Mpi.MpiCalls;

namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>All processes that one launcher has started. To be made before much memory is in use, and once.</summary>
internal sealed class MpiWorld : IDisposable
{
    private MpiWorld() => Everyone = new(MpiLibrary.Loaded.World);

    public MpiCommunicator Everyone { get; }

    /// <summary>Whether this process was started by a launcher of MPI.</summary>
    public static bool IsLaunched => Has("OMPI_COMM_WORLD_SIZE") || Has("PMI_RANK") || Has("PMIX_RANK");

    /// <exception cref="DllNotFoundException">no MPI library is here</exception>
    /// <exception cref="MpiException">it cannot start</exception>
    public static MpiWorld Start()
    {
        _ = MpiLibrary.Loaded;
        Check(Init(0, 0, ThreadMultiple, out var provided));
        return provided == ThreadMultiple ? new() : throw new MpiException("This MPI library does not serve several threads of one process.");
    }

    /// <summary>Ends all processes at once, this one too. What the others wait for will never come.</summary>
    public static void End(int code) => _ = Abort(MpiLibrary.Loaded.World, code);

    public void Dispose() => Check(Finish());

    private static bool Has(string variable) => Environment.GetEnvironmentVariable(variable) is not null;
}
