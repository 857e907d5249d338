namespace FoldCP.Jobs.Clusters.Local;

/// <summary>
/// What an engine gets to see of the web server's environment: what programs, mathematics and GPUs need, and where downloaded
/// weights, imported components and the chemistry toolkit are. The server's own settings, with passwords, connections and keys among them, are none of its business.
/// </summary>
internal static class EngineEnvironment
{
    private static readonly HashSet<string> s_names =
    [
        "PATH", "HOME", "USER", "LOGNAME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "XDG_CACHE_HOME",
        "FOLDCP_WEIGHTS", "FOLDCP_CCD", "FOLDCP_CHEMISTRY", "FOLDCP_MOLECULES",
        "FOLDCP_MPIRUN", "FOLDCP_MPI_LIBRARY",
    ];

    private static readonly string[] s_families =
        ["LC_", "LD_", "DOTNET_ROOT", "DOTNET_GC", "DOTNET_SYSTEM_", "OMP_", "KMP_", "MKL_", "TORCH_", "PYTORCH_", "CUDA_", "NVIDIA_", "NCCL_", "OMPI_MCA_", "PMIX_MCA_", "UCX_", "HYDRA_"];

    public static bool Passes(string name)
        => s_names.Contains(name) || s_families.Any(x => name.StartsWith(x, StringComparison.Ordinal));

    public static void Restrict(IDictionary<string, string?> environment)
    {
        foreach (string name in environment.Keys.Where(x => !Passes(x)).ToList())
            environment.Remove(name);
    }
}
