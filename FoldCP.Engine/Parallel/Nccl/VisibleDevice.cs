using System.Globalization;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Which of a machine's GPUs is a process's own. It sees no other, so its own is always the first.</summary>
internal static class VisibleDevice
{
    public const string Variable = "CUDA_VISIBLE_DEVICES";

    // Of Open MPI; of MPICH; of Slurm; of PyTorch's launchers.
    private static readonly string[] s_places = ["OMPI_COMM_WORLD_LOCAL_RANK", "MPI_LOCALRANKID", "SLURM_LOCALID", "LOCAL_RANK"];

    /// <summary>To be called before CUDA is used.</summary>
    /// <exception cref="NcclException">there are fewer GPUs than ranks on this machine</exception>
    public static void Choose()
    {
        if (Of(Environment.GetEnvironmentVariable) is { } own)
            NativeEnvironment.Set(Variable, own);
    }

    /// <param name="told">the environment</param>
    /// <returns>what the variable is to be; null: as it is</returns>
    /// <exception cref="NcclException">there are fewer GPUs than ranks on this machine</exception>
    public static string? Of(Func<string, string?> told)
    {
        if (s_places.Select(told).FirstOrDefault(text => text is not null) is not { } place)
            return null;
        int number = int.Parse(place, CultureInfo.InvariantCulture);
        if (told(Variable) is not { } named)
            return place;
        string[] visible = named.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return visible switch
        {
            // Somebody wants it to see none, or the launcher has given it its own.
            [] or [_] => null,
            _ when number < visible.Length => visible[number],
            _ => throw new NcclException(
                $"{Environment.MachineName} has {visible.Length} GPUs ({Variable} is {string.Join(",", visible)}) and at least {number + 1} ranks. Each rank needs a GPU of its own: launch fewer."),
        };
    }
}
