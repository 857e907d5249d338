using System.Runtime.InteropServices;
using System.Text;

namespace FoldCP.Engine.Parallel.Mpi;

/// <summary>The functions of MPI that are used. Counts are 32-bit: what is larger is sent in pieces.</summary>
internal static unsafe partial class MpiCalls
{
    public const int ThreadMultiple = 3;

    private const string Library = MpiLibrary.Name;
    private const int LongestReason = 512;

    /// <exception cref="MpiException">a call failed</exception>
    public static void Check(int status)
    {
        if (status == 0)
            return;
        var text = stackalloc byte[LongestReason];
        var length = 0;
        throw new MpiException(ErrorString(status, text, &length) == 0 ? $"MPI: {Encoding.UTF8.GetString(text, length)}." : $"MPI returned {status}.");
    }

    [LibraryImport(Library, EntryPoint = "MPI_Init_thread")]
    public static partial int Init(nint argc, nint argv, int required, out int provided);

    [LibraryImport(Library, EntryPoint = "MPI_Finalize")]
    public static partial int Finish();

    [LibraryImport(Library, EntryPoint = "MPI_Abort")]
    public static partial int Abort(nint comm, int code);

    [LibraryImport(Library, EntryPoint = "MPI_Error_string")]
    private static partial int ErrorString(int status, byte* text, int* length);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_set_errhandler")]
    public static partial int SetErrorHandler(nint comm, nint handler);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_rank")]
    public static partial int Rank(nint comm, out int rank);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_size")]
    public static partial int Size(nint comm, out int size);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_group")]
    public static partial int GroupOf(nint comm, nint* group);

    [LibraryImport(Library, EntryPoint = "MPI_Group_incl")]
    public static partial int Include(nint group, int count, int* ranks, nint* part);

    [LibraryImport(Library, EntryPoint = "MPI_Group_free")]
    public static partial int FreeGroup(nint* group);

    [LibraryImport(Library, EntryPoint = "MPI_Comm_create_group")]
    public static partial int CreateFrom(nint comm, nint group, int tag, nint* part);

    [LibraryImport(Library, EntryPoint = "MPI_Isend")]
    public static partial int Send(void* data, int count, nint type, int to, int tag, nint comm, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Irecv")]
    public static partial int Receive(void* data, int count, nint type, int from, int tag, nint comm, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Ibcast")]
    public static partial int Broadcast(void* data, int count, nint type, int root, nint comm, nint* request);

    [LibraryImport(Library, EntryPoint = "MPI_Wait")]
    public static partial int Wait(nint* request, nint status);

    [LibraryImport(Library, EntryPoint = "MPI_Allreduce")]
    public static partial int AllReduce(nint send, void* receive, int count, nint type, nint operation, nint comm);
}

/// <summary>MPI could not do what it was asked to.</summary>
public sealed class MpiException(string reason) : Exception(reason);
