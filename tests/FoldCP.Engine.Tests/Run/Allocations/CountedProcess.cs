using System.Globalization;

namespace FoldCP.Engine.Tests.Run.Allocations;

/// <summary>Ranks of Open MPI whose allocations are counted, those of libtorch and those of the runtime.</summary>
internal sealed class CountedProcess(TemporaryFolder folder)
{
    /// <summary>The variable with the folder where what was allocated is written.</summary>
    public const string Variable = "FOLDCP_TEST_ALLOCATIONS";

    private const string Launcher = "/usr/bin/mpirun.openmpi";
    private const string Compiler = "/usr/bin/gcc";

    /// <summary>The file where the runtime's large objects are written; null where nobody counts.</summary>
    public static string? OfRuntime => Environment.GetEnvironmentVariable(Variable) is { } counts ? Path.Combine(counts, $"{Environment.ProcessId}.{Ending(Allocator.Managed)}") : null;

    public static void SkipWhereItCannotBe()
    {
        Assert.SkipUnless(File.Exists(Compiler), "skipped: no gcc");
        Assert.SkipUnless(File.Exists(Launcher), $"skipped: no {Launcher}");
    }

    /// <summary>The sizes of all that the ranks made, the largest first.</summary>
    /// <param name="ranks">how many processes</param>
    /// <param name="words">what the test program is told</param>
    public async Task<IReadOnlyList<Allocation>> RunAsync(int ranks, params string[] words)
    {
        string counts = Directory.CreateDirectory(folder.File($"counts {string.Join(' ', words).GetHashCode(StringComparison.Ordinal)}")).FullName;
        using var process = EngineUnderTest.Run(
            Launcher,
            ["--allow-run-as-root", "--oversubscribe", "-np", $"{ranks}", "/usr/bin/env", $"LD_PRELOAD={await CompiledAsync()}", $"{Variable}={counts}", .. TestProgram.Command, .. words]);
        var (code, said) = await process.EndAsync();
        Assert.True(code == 0, said);
        return [.. Enum.GetValues<Allocator>().SelectMany(by => Read(counts, by, ranks)).Distinct().OrderByDescending(allocation => allocation.Bytes)];
    }

    private async Task<string> CompiledAsync()
    {
        string library = folder.File("allocations.so");
        if (File.Exists(library))
            return library;
        using var compiler = EngineUnderTest.Run(Compiler, "-O2", "-Wall", "-shared", "-fPIC", "-o", library, Path.Combine(AppContext.BaseDirectory, "allocations.c"));
        var (code, said) = await compiler.EndAsync();
        Assert.True(code == 0, said);
        return library;
    }

    private static IEnumerable<Allocation> Read(string counts, Allocator by, int ranks)
    {
        string[] files = Directory.GetFiles(counts, $"*.{Ending(by)}");
        Assert.Equal(ranks, files.Length);
        return files.SelectMany(File.ReadLines).Select(line => new Allocation(long.Parse(line, CultureInfo.InvariantCulture), by));
    }

    private static string Ending(Allocator by) => by.ToString().ToLowerInvariant();
}
