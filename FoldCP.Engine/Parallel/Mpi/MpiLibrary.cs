using System.Runtime.InteropServices;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>The MPI library of this machine and the values of its handles.</summary>
/// <remarks>
/// Open MPI and MPICH differ in what a handle is: the address of an exported global in the one, a 32-bit constant in the other
/// (both as of their stable interfaces: libmpi.so.40; libmpich.so.12 and everything compatible with it). So every handle is a
/// nint that starts as zero, of which MPICH writes four bytes.
/// </remarks>
internal sealed class MpiLibrary
{
    public const string Name = "mpi";

    /// <summary>Names a library that is to be used instead of the one that the launcher is known by.</summary>
    public const string Variable = "FOLDCP_MPI_LIBRARY";

    private static readonly Lazy<MpiLibrary> s_loaded = new(() => new());

    private readonly nint _library;
    private readonly bool _isOpenMpi;

    private MpiLibrary()
    {
        // UCX would install a SIGSEGV handler of its own, which turns the first NullReferenceException into a crash. It must be
        // told before MPI is loaded, and through libc: Environment.SetEnvironmentVariable does not reach native code.
        NativeEnvironment.Set("UCX_ERROR_SIGNALS", "");
        _library = Load();
        _isOpenMpi = NativeLibrary.TryGetExport(_library, "ompi_mpi_comm_world", out _);
        NativeLibraries.Register(Name, () => _library);
    }

    public static MpiLibrary Loaded => s_loaded.Value;

    /// <summary>Whether it was built to read and write the memory of CUDA devices; Open MPI and MPICH say so by the same name.</summary>
    public unsafe bool ReadsDevices => NativeLibrary.TryGetExport(_library, "MPIX_Query_cuda_support", out var query) && ((delegate* unmanaged<int>)query)() == 1;

    public nint World => Handle("comm_world", 0x44000000);

    public nint Byte => Handle("byte", 0x4c00010d);

    public nint StatusIgnore => _isOpenMpi ? 0 : 1;

    public nint InPlace => _isOpenMpi ? 1 : -1;

    public nint ErrorsReturn => Handle("errors_return", 0x54000001);

    public nint Operation(Reduction reduction) => reduction switch
    {
        Reduction.Sum => Handle("op_sum", 0x58000003),
        Reduction.Max => Handle("op_max", 0x58000001),
        _ => throw new ArgumentOutOfRangeException(nameof(reduction)),
    };

    /// <summary>Null where MPI knows no such numbers: bfloat16 and half.</summary>
    public nint? TypeOf(ScalarType type) => type switch
    {
        ScalarType.Float32 => Handle("float", 0x4c00040a),
        ScalarType.Float64 => Handle("double", 0x4c00080b),
        ScalarType.Int32 => Handle("int32_t", 0x4c000439),
        ScalarType.Int64 => Handle("int64_t", 0x4c00083a),
        _ => null,
    };

    private nint Handle(string openMpi, nint mpich) => _isOpenMpi ? NativeLibrary.GetExport(_library, "ompi_mpi_" + openMpi) : mpich;

    private static nint Load()
    {
        static string? Told(string variable) => Environment.GetEnvironmentVariable(variable);
        string[] names = Told(Variable) is { Length: > 0 } chosen ? [chosen]
            : Told("OMPI_COMM_WORLD_SIZE") is not null ? ["libmpi.so.40"]
            : Told("PMI_RANK") is not null ? ["libmpich.so.12", "libmpi.so.12"]
            : ["libmpi.so.40", "libmpich.so.12", "libmpi.so.12", "libmpi.so"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var library))
                return library;
        }

        throw new DllNotFoundException($"No MPI library was found ({string.Join(", ", names)}). Install Open MPI or MPICH, or name the library in {Variable}.");
    }
}
