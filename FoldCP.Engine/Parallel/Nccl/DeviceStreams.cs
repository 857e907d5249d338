using System.Runtime.InteropServices;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>
/// Streams of this process's GPU: work on one of them is done in its order, and that of different ones at the same time. A mark is a
/// place in one that another may be told to wait for. The host waits for neither.
/// </summary>
/// <param name="torchCuda">libtorch's part for GPUs, which knows the streams of its tensors</param>
/// <param name="driver">the CUDA driver's library</param>
internal sealed unsafe class DeviceStreams(nint torchCuda, nint driver)
{
    // A process uses the first of the devices that it sees.
    private const int Device = 0;
    private const uint WithoutTiming = 2;

    private readonly delegate* unmanaged[Cdecl]<int, nint*, int> _current =
        (delegate* unmanaged[Cdecl]<int, nint*, int>)NativeLibrary.GetExport(torchCuda, "aoti_torch_get_current_cuda_stream");

    private readonly delegate* unmanaged[Cdecl]<byte, int, nint*, int> _fromPool =
        (delegate* unmanaged[Cdecl]<byte, int, nint*, int>)NativeLibrary.GetExport(torchCuda, "torch_get_cuda_stream_from_pool");

    private readonly delegate* unmanaged[Cdecl]<nint*, uint, int> _create =
        (delegate* unmanaged[Cdecl]<nint*, uint, int>)NativeLibrary.GetExport(driver, "cuEventCreate");

    private readonly delegate* unmanaged[Cdecl]<nint, nint, int> _record =
        (delegate* unmanaged[Cdecl]<nint, nint, int>)NativeLibrary.GetExport(driver, "cuEventRecord");

    private readonly delegate* unmanaged[Cdecl]<nint, nint, uint, int> _wait =
        (delegate* unmanaged[Cdecl]<nint, nint, uint, int>)NativeLibrary.GetExport(driver, "cuStreamWaitEvent");

    private readonly delegate* unmanaged[Cdecl]<nint, int> _destroy =
        (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(driver, "cuEventDestroy_v2");

    /// <summary>The one on which this thread computes.</summary>
    public nint Current
    {
        get
        {
            nint stream;
            Check(_current(Device, &stream));
            return stream;
        }
    }

    /// <summary>The streams of a build for GPUs.</summary>
    /// <exception cref="DllNotFoundException">this is another build, or there is no driver</exception>
    public static DeviceStreams OfTorch() => NcclPlaces.TorchCuda is not 0 and var torch
        ? new(torch, GpuDevice.Driver)
        : throw new DllNotFoundException("This build of FoldCP is for CPUs: libtorch_cuda.so is not with it. Build it with -p:TorchDevice=cuda.");

    /// <summary>Another one of libtorch's, which goes before others.</summary>
    public nint New()
    {
        nint stream;
        Check(_fromPool(1, Device, &stream));
        return stream;
    }

    /// <summary>Marks where a stream is now.</summary>
    /// <returns>to be forgotten</returns>
    public nint Mark(nint stream)
    {
        nint mark;
        Check(_create(&mark, WithoutTiming));
        Check(_record(mark, stream));
        return mark;
    }

    /// <summary>What is put on a stream from now on waits for a mark of another.</summary>
    public void Await(nint stream, nint mark) => Check(_wait(stream, mark, 0));

    /// <summary>Gives a mark back. Who waits for it goes on waiting.</summary>
    public void Forget(nint mark) => Check(_destroy(mark));

    private static void Check(int status)
    {
        if (status != 0)
            throw new NcclException($"A stream of the GPU could not be used (CUDA error {status}).");
    }
}
