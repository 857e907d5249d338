using System.Runtime.InteropServices;

namespace FoldCP.Engine.Tensors;

/// <summary>The part of libtorch's C interface that TorchSharp lacks: tensors over foreign memory, raw pointers, attention, products in place.</summary>
/// <remarks>
/// The interface's tensor handle is an at::Tensor*, the same thing as TorchSharp's Tensor.Handle. On failure a call returns
/// non-zero and writes the reason to stderr.
/// </remarks>
internal static unsafe partial class NativeTensors
{
    private const string TorchCpu = "torch_cpu";
    private const int DeviceCpu = 0;

    static NativeTensors()
        => NativeLibraries.Register(TorchCpu, () => NativeLibrary.Load(TorchCpu, typeof(TorchSharp.torch).Assembly, null));

    /// <summary>A contiguous CPU tensor over memory that the caller keeps alive for as long as the tensor or any view of it.</summary>
    public static Tensor FromBlob(void* data, ReadOnlySpan<long> shape, ScalarType dtype)
    {
        var strides = new long[shape.Length];
        for (var (dim, stride) = (shape.Length - 1, 1L); dim >= 0; dim--)
        {
            strides[dim] = stride;
            stride *= shape[dim];
        }

        nint tensor;
        fixed (long* sizes = shape, steps = strides)
            Check(CreateTensorFromBlob(data, shape.Length, sizes, steps, 0, (int)dtype, DeviceCpu, 0, out tensor));
        return Tensor.UnsafeCreateTensor(tensor);
    }

    /// <summary>The address of a contiguous tensor's first element. It stays valid while the tensor's storage lives.</summary>
    public static void* DataPointer(Tensor tensor)
    {
        if (!tensor.is_contiguous())
            throw new ArgumentException("A pointer makes sense only for a contiguous tensor.", nameof(tensor));
        Check(GetDataPointer(tensor.Handle, out var pointer));
        GC.KeepAlive(tensor);
        return (void*)pointer;
    }

    /// <summary>Where the memory begins of which a tensor, of one element at least, is a view.</summary>
    public static nint StorageAddress(Tensor tensor)
    {
        Check(GetDataPointer(tensor.Handle, out var pointer));
        Check(GetStorageOffset(tensor.Handle, out var offset));
        GC.KeepAlive(tensor);
        return pointer - (nint)(offset * tensor.element_size());
    }

    /// <summary>How large that memory is.</summary>
    public static long StorageBytes(Tensor tensor)
    {
        Check(GetStorageSize(tensor.Handle, out var bytes));
        GC.KeepAlive(tensor);
        return bytes;
    }

    /// <summary>Makes one tensor's handle point at what another's does. What it pointed at before is given back if nobody else has it.</summary>
    public static void PointTo(Tensor source, Tensor handle)
    {
        Check(AssignTensors(source.Handle, handle.Handle));
        GC.KeepAlive((source, handle));
    }

    /// <summary>
    /// Attention of q [B, H, Q, D] over k, v [B, H, K, D] with biases [1 or B, H, Q, K], whose scores are never written down:
    /// [B, H, Q, D], and the logarithm of each query's weights [B, H, Q]. Not recorded by autograd.
    /// </summary>
    public static (Tensor Mean, Tensor LogWeight) Attention(Tensor q, Tensor k, Tensor v, Tensor bias, double scale)
    {
        var mask = bias.Handle;
        Check(FlashAttention(q.Handle, k.Handle, v.Handle, dropout: 0, isCausal: 0, &mask, &scale, out var output, out var logSumExp));
        GC.KeepAlive((q, k, v, bias));
        return (Tensor.UnsafeCreateTensor(output), Tensor.UnsafeCreateTensor(logSumExp));
    }

    /// <summary>Writes the products of a [n, i, k] and b [n, k, j] into y [n, i, j], or adds them to what is there. On the CPU; not recorded by autograd.</summary>
    public static void Products(Tensor y, Tensor a, Tensor b, bool areAdded)
    {
        Check(AddProducts(y.Handle, y.Handle, a.Handle, b.Handle, beta: areAdded ? 1 : 0, alpha: 1));
        GC.KeepAlive((y, a, b));
    }

    private static void Check(int status)
    {
        if (status != 0)
            throw new InvalidOperationException("libtorch refused the call; its reason is on stderr.");
    }

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_create_tensor_from_blob")]
    private static partial int CreateTensorFromBlob(
        void* data, long ndim, long* sizes, long* strides, long offset, int dtype, int deviceType, int deviceIndex, out nint tensor);

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_get_data_ptr")]
    private static partial int GetDataPointer(nint tensor, out nint pointer);

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_get_storage_offset")]
    private static partial int GetStorageOffset(nint tensor, out long elements);

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_get_storage_size")]
    private static partial int GetStorageSize(nint tensor, out long bytes);

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_assign_tensors")]
    private static partial int AssignTensors(nint source, nint target);

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_cpu__scaled_dot_product_flash_attention_for_cpu")]
    private static partial int FlashAttention(
        nint q, nint k, nint v, double dropout, int isCausal, nint* mask, double* scale, out nint output, out nint logSumExp);

    [LibraryImport(TorchCpu, EntryPoint = "aoti_torch_cpu_baddbmm_out")]
    private static partial int AddProducts(nint target, nint sum, nint left, nint right, double beta, double alpha);
}
