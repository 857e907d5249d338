using static FoldCP.Engine.Parallel.Mpi.MpiCalls;

namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>All processes that one launcher has started. To be made before much memory is in use, and once.</summary>
internal sealed class MpiWorld : IDisposable
{
    // Of Open MPI; of MPICH and Slurm; of Slurm alone, which sets it for its own launcher's processes and for a script that only may launch some.
    private static readonly string[] s_ofLauncher = ["OMPI_COMM_WORLD_SIZE", "PMI_RANK", "PMIX_RANK"];
    private static readonly string[] s_sizes = ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "SLURM_STEP_NUM_TASKS", "SLURM_NTASKS"];

    private MpiWorld() => Everyone = new ViaHost(
        new MpiCommunicator(MpiLibrary.Loaded.World), tensor => tensor.device_type == TorchSharp.DeviceType.CUDA && !MpiLibrary.Loaded.ReadsDevices);

    public ICommunicator Everyone { get; }

    /// <summary>How many processes a launcher of MPI has started, this one among them; null: none has.</summary>
    public static int? Launched => s_ofLauncher.Any(variable => Told(variable) is not null) ? s_sizes.Select(Count).FirstOrDefault(count => count is not null) : null;

    /// <exception cref="DllNotFoundException">no MPI library is here</exception>
    /// <exception cref="MpiException">it cannot start</exception>
    public static MpiWorld Start()
    {
        _ = MpiLibrary.Loaded;
        Check(Init(0, 0, ThreadMultiple, out var provided));
        return provided == ThreadMultiple ? new() : throw new MpiException("This MPI library does not serve several threads of one process.");
    }

    /// <summary>Ends all processes at once, this one too. What the others wait for will never come.</summary>
    public static void End(int code)
    {
        // Whatever state the library is in: this process does not outlive it.
        ProcessEnd.Soon();
        _ = Abort(MpiLibrary.Loaded.World, code);
    }

    public void Dispose() => Check(Finish());

    private static int? Count(string variable) => int.TryParse(Told(variable), out int count) ? count : null;

    private static string? Told(string variable) => Environment.GetEnvironmentVariable(variable);
}
