using System.ComponentModel;
using System.Diagnostics;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>Whose launcher it is: they take other options.</summary>
internal enum LauncherKind { OpenMpi, Hydra }

/// <summary>The program of this machine that starts processes which know one another by MPI.</summary>
/// <param name="Program">its path</param>
/// <param name="Kind">whose it is</param>
internal sealed record MpiLauncher(string Program, LauncherKind Kind)
{
    /// <summary>Names the program if it is not found, or another one is.</summary>
    public const string Variable = "FOLDCP_MPIRUN";

    private const string NotingScript = "\"$@\"; code=$?; [ $code -lt 128 ] || echo $PMI_RANK >>\"$0\"; exit $code";

    private static readonly string[] s_names = ["mpirun", "mpiexec", "mpirun.openmpi", "mpirun.mpich"];

    /// <summary>Whether there is one.</summary>
    public static bool IsHere => Found(Names).Launcher is not null;

    private static string[] Names => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen ? [chosen] : s_names;

    /// <exception cref="FoldException">there is none that can be used, in the user's words</exception>
    public static MpiLauncher Find() => Find(Names);

    /// <param name="names">of programs, or their paths</param>
    /// <exception cref="FoldException">there is none that can be used, in the user's words</exception>
    public static MpiLauncher Find(IReadOnlyList<string> names)
    {
        var (launcher, unfit) = Found(names);
        return launcher ?? throw FoldException.Unsupported(
            $"Several ranks need a launcher of MPI, and {unfit}. Install Open MPI or MPICH "
            + $"(Debian: apt install openmpi-bin, or mpich), name its mpirun in {Variable}, or fold with one rank.");
    }

    /// <summary>What a launcher says of itself when it is asked for its version.</summary>
    /// <returns>null: it is none that is known</returns>
    public static LauncherKind? KindOf(string version) =>
        Has(version, "Open MPI") || Has(version, "OpenRTE") ? LauncherKind.OpenMpi
        : Has(version, "HYDRA") || Has(version, "Intel(R) MPI") ? LauncherKind.Hydra
        : null;

    /// <summary>Its arguments: any number of ranks, on however few cores, each free to move among them.</summary>
    /// <param name="ranks">how many</param>
    /// <param name="isRoot">whether root starts them, which Open MPI wants to be told</param>
    /// <param name="notes">a file for the numbers of ranks that a signal has ended, where the launcher would not let others tell</param>
    /// <param name="command">what each runs</param>
    public IReadOnlyList<string> Arguments(int ranks, bool isRoot, string notes, IReadOnlyList<string> command) => Kind switch
    {
        LauncherKind.OpenMpi => [.. isRoot ? ["--allow-run-as-root"] : (string[])[], "--oversubscribe", "--bind-to", "none", "-np", $"{ranks}", .. command],
        // Open MPI leaves the others a second. Hydra kills them at once, and names any of the killed.
        _ => ["-n", $"{ranks}", "/bin/sh", "-c", NotingScript, notes, .. command],
    };

    // The first that can be used; or why none can.
    private static (MpiLauncher? Launcher, string Unfit) Found(IReadOnlyList<string> names)
    {
        List<string> unfit = [];
        foreach (string program in names.SelectMany(Paths).Where(File.Exists))
        {
            var (launcher, why) = Tried(program);
            if (launcher is not null)
                return (launcher, "");
            unfit.Add(why);
        }
        return (null, unfit.Count > 0 ? string.Join(", and ", unfit) : $"there is none here ({string.Join(", ", names)})");
    }

    private static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<string> Paths(string name) => name.Contains('/')
        ? [name]
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, name));

    private static (MpiLauncher? Launcher, string Unfit) Tried(string program)
    {
        try
        {
            return KindOf(Asked(program)) is { } kind ? (new(program, kind), "") : (null, $"{program} is of a kind that is not known here");
        }
        catch (Win32Exception cannot)
        {
            return (null, $"{program} cannot be run ({new Win32Exception(cannot.NativeErrorCode).Message})");
        }
    }

    // What it says of itself.
    private static string Asked(string program)
    {
        using var asked = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        asked.ErrorDataReceived += (_, _) => { };
        asked.BeginErrorReadLine();
        string version = asked.StandardOutput.ReadToEnd();
        asked.WaitForExit();
        return version;
    }
}
