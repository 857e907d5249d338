using System.Runtime.InteropServices;
using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>A GPU as the CUDA driver describes it.</summary>
/// <param name="Name">what its maker calls it</param>
/// <param name="Memory">of it, bytes</param>
internal sealed record GpuDevice(string Name, long Memory)
{
    private const int LongestName = 256;

    /// <summary>The CUDA driver's library.</summary>
    /// <exception cref="DllNotFoundException">there is none</exception>
    public static nint Driver => NativeLibrary.Load("libcuda.so.1");

    /// <summary>The first of those that this process sees, which is its own.</summary>
    /// <param name="driver">the CUDA driver's library</param>
    /// <exception cref="NcclException">the driver cannot tell</exception>
    public static unsafe GpuDevice First(nint driver)
    {
        var initialize = (delegate* unmanaged[Cdecl]<uint, int>)NativeLibrary.GetExport(driver, "cuInit");
        var getDevice = (delegate* unmanaged[Cdecl]<int*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGet");
        var getName = (delegate* unmanaged[Cdecl]<byte*, int, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGetName");
        var getMemory = (delegate* unmanaged[Cdecl]<nuint*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceTotalMem_v2");
        int device;
        nuint bytes;
        var name = stackalloc byte[LongestName];
        Check(initialize(0));
        Check(getDevice(&device, 0));
        Check(getName(name, LongestName, device));
        Check(getMemory(&bytes, device));
        return new(Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name)), (long)bytes);
    }

    private static void Check(int status)
    {
        if (status != 0)
            throw new NcclException($"The GPU could not be asked what it is (CUDA error {status}).");
    }
}
