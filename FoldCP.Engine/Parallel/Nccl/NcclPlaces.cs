using System.Runtime.InteropServices;
using TorchSharp;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>Where NCCL is looked for. A process must not have two copies of it, so libtorch's own goes first.</summary>
internal static class NcclPlaces
{
    /// <summary>Names a library that is to be used instead of what is found.</summary>
    public const string Variable = "FOLDCP_NCCL_LIBRARY";

    private const string Usual = "libnccl.so.2";

    private static readonly (string Where, Func<nint> Look)[] s_places =
    [
        ("in libtorch_cuda.so, which only a build for GPUs has (-p:TorchDevice=cuda)", InTorch),
        ($"{Usual} beside libtorch", () => NativeLibrary.TryLoad(Usual, typeof(torch).Assembly, DllImportSearchPath.AssemblyDirectory, out nint library) ? library : 0),
        ($"{Usual} of the system", () => NativeLibrary.TryLoad(Usual, out nint library) ? library : 0),
        ("libnccl.so of the system", () => NativeLibrary.TryLoad("libnccl.so", out nint library) ? library : 0),
    ];

    /// <summary>libtorch's part for GPUs; zero: this build has none.</summary>
    public static nint TorchCuda => NativeLibrary.TryLoad("torch_cuda", typeof(torch).Assembly, null, out nint library) ? library : 0;

    /// <param name="chosen">a library that is to be used, as <see cref="Variable"/> says; null: what is found</param>
    /// <exception cref="DllNotFoundException">there is none; it says where was looked</exception>
    public static nint Find(string? chosen)
    {
        if (!string.IsNullOrEmpty(chosen))
        {
            return NativeLibrary.TryLoad(chosen, out nint named)
                ? named
                : throw new DllNotFoundException($"NCCL cannot be loaded from {chosen}, which {Variable} names.");
        }
        foreach (var (_, look) in s_places)
        {
            if (look() is not 0 and var library)
                return library;
        }
        throw new DllNotFoundException(
            $"Several GPUs need NCCL, and none was found: not {string.Join("; not ", s_places.Select(place => place.Where))}. Name the library in {Variable}.");
    }

    private static nint InTorch() => TorchCuda is not 0 and var torch && NativeLibrary.TryGetExport(torch, "ncclGetUniqueId", out _) ? torch : 0;
}
