namespace FoldCP.Jobs.Clusters.Local;

/// <summary>Whether this computer can start engines as several ranks: the engine looks for a launcher of MPI at the same places.</summary>
internal static class MpiOnThisComputer
{
    private const string Variable = "FOLDCP_MPIRUN";

    private static readonly string[] s_names = ["mpirun", "mpiexec", "mpirun.openmpi", "mpirun.mpich"];

    public static bool IsThere()
    {
        string? chosen = Environment.GetEnvironmentVariable(Variable);
        string[] names = string.IsNullOrEmpty(chosen) ? s_names : [chosen];
        return names.SelectMany(PathsOf).Any(File.Exists);
    }

    private static IEnumerable<string> PathsOf(string name) => name.Contains('/')
        ? [name]
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name));
}
