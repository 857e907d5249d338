using System.Diagnostics;
using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The engine as a real process on a run folder.</summary>
internal sealed class EngineUnderTest : IDisposable
{
    private readonly Process process;

    private EngineUnderTest(Process process) => this.process = process;

    public static string Program => s_engine;

    private static readonly string s_engine = Path.Combine(AppContext.BaseDirectory, "FoldCP.Engine");

    public static EngineUnderTest Start(params string[] arguments) => Run(s_engine, arguments);

    /// <summary>The engine with a folder of downloaded weights of its own.</summary>
    public static EngineUnderTest StartWithWeightsIn(string folder, params string[] arguments) => Run("/usr/bin/env", [$"FOLDCP_WEIGHTS={folder}", s_engine, .. arguments]);

    /// <summary>The engine with a folder of imported components of its own.</summary>
    public static EngineUnderTest StartWithComponentsIn(string folder, params string[] arguments) => Run("/usr/bin/env", [$"FOLDCP_CCD={folder}", s_engine, .. arguments]);

    /// <summary>The engine with molecules in Boltz's files.</summary>
    public static EngineUnderTest StartWithMoleculesIn(string path, params string[] arguments) => Run("/usr/bin/env", [$"FOLDCP_MOLECULES={path}", s_engine, .. arguments]);

    /// <summary>Folds with an output that takes nothing, as a log on a full disk does.</summary>
    public static EngineUnderTest FoldWithoutRoomToSpeak(RunFolder folder)
        => Run("/bin/sh", ["-c", "exec \"$0\" fold \"$1\" > /dev/full 2>&1", s_engine, folder.Path]);

    /// <summary>Folds with an allocator that gives all large tensors back at once, so that the peak is what was alive.</summary>
    public static EngineUnderTest FoldKeepingNoMemory(RunFolder folder)
        => Run("/usr/bin/env", ["MALLOC_MMAP_THRESHOLD_=1048576", s_engine, "fold", folder.Path]);

    /// <summary>Another program that starts engines.</summary>
    public static EngineUnderTest Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = "1", ["TERM"] = "dumb" },
        };
        return new(Process.Start(start)!);
    }

    public static EngineUnderTest Fold(RunFolder folder) => Start("fold", folder.Path);

    /// <summary>Runs a fold to its end.</summary>
    public static async Task<int> FoldToTheEndAsync(RunFolder folder)
    {
        using var engine = Fold(folder);
        return (await engine.EndAsync()).Code;
    }

    public int Id => process.Id;

    /// <summary>Waits until the engine says on its output that it is at a stage.</summary>
    public Task ReachAsync(FoldStage stage) => ReadUntilAsync($"{stage}:");

    /// <summary>Waits until a line of its output begins so; blanks before it do not count.</summary>
    public async Task ReadUntilAsync(string beginning)
    {
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.TrimStart().StartsWith(beginning, StringComparison.Ordinal))
                return;
        }
        throw new InvalidOperationException($"The engine ended before it said {beginning}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>the exit code and all that it said</returns>
    public async Task<(int Code, string Said)> EndAsync()
    {
        var stop = TestContext.Current.CancellationToken;
        string[] said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(stop), process.StandardError.ReadToEndAsync(stop));
        await process.WaitForExitAsync(stop);
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>kill -9</summary>
    public void Kill() => process.Kill();

    /// <summary>kill -TERM</summary>
    public void Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
