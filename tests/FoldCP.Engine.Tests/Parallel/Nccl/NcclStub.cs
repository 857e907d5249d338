using System.Diagnostics;
using System.Runtime.InteropServices;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Tests.Parallel.Nccl;

/// <summary>A library that stands for NCCL, libtorch's streams and the CUDA driver's events where there is no GPU (<c>nccl-stub.c</c>).</summary>
internal sealed class NcclStub
{
    private const int SameAsUsed = 23007;

    private static readonly Lazy<string> s_folder = new(MakeFolder);
    private static readonly Lazy<string?> s_built = new(() => Build(SameAsUsed));

    private NcclStub(string path)
    {
        Path = path;
        Handle = NativeLibrary.Load(path);
        Library = new(Handle);
        Streams = new(Handle, Handle);
    }

    public string Path { get; }

    public nint Handle { get; }

    public NcclLibrary Library { get; }

    public DeviceStreams Streams { get; }

    /// <summary>One with a state of its own. Skips the test where there is no compiler.</summary>
    public static NcclStub Fresh()
    {
        string copy = NewPath();
        File.Copy(Built(), copy);
        return new(copy);
    }

    /// <summary>One that another process has made.</summary>
    public static NcclStub At(string path) => new(path);

    /// <summary>Compiles it as another release.</summary>
    public static string OfVersion(int version) => Build(version) ?? Skip();

    public void BeDeaf() => Marshal.GetDelegateForFunctionPointer<Action1>(NativeLibrary.GetExport(Handle, "stub_deaf"))(1);

    /// <summary>From now on NCCL tells a rank of an error when it is asked.</summary>
    public void Fail(int rank, int result) => Marshal.GetDelegateForFunctionPointer<Action2>(NativeLibrary.GetExport(Handle, "stub_fail"))(rank, result);

    private static string Built() => s_built.Value ?? Skip();

    private static string Skip()
    {
        Assert.Skip("skipped: no gcc");
        return "";
    }

    private static string? Build(int version)
    {
        if (!File.Exists("/usr/bin/gcc"))
            return null;
        string library = NewPath(), source = library + ".c";
        using (var text = typeof(NcclStub).Assembly.GetManifestResourceStream("nccl-stub.c")!)
        using (var file = File.Create(source))
            text.CopyTo(file);
        var start = new ProcessStartInfo("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-pthread", $"-DSTUB_VERSION={version}", "-o", library, source])
        {
            RedirectStandardError = true,
        };
        using var compiler = Process.Start(start)!;
        string said = compiler.StandardError.ReadToEnd();
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException($"gcc: {said}");
    }

    private static string NewPath() => System.IO.Path.Combine(s_folder.Value, $"{Guid.NewGuid():N}.so");

    private static string MakeFolder()
    {
        string folder = Directory.CreateTempSubdirectory("foldcp-nccl-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }

    private delegate void Action1(int x);

    private delegate void Action2(int x, int y);
}
