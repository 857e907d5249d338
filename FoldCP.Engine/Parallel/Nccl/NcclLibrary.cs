using System.Runtime.InteropServices;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>The functions of NCCL that are used, of the one library that this process has.</summary>
/// <remarks>
/// None of them waits for the device: sending, receiving and reducing put work on a stream, and what is between the start and the
/// end of a group is under way at the same time. Counts are of elements, and may be as large as memory is.
/// </remarks>
internal sealed unsafe class NcclLibrary
{
    /// <summary>The first release that can split a communicator.</summary>
    public const int OldestVersion = 21800;

    private const int NoColor = -1;

    private readonly delegate* unmanaged[Cdecl]<int*, NcclResult> _getVersion;
    private readonly delegate* unmanaged[Cdecl]<NcclId*, NcclResult> _getUniqueId;
    private readonly delegate* unmanaged[Cdecl]<nint*, int, NcclId, int, NcclResult> _commInitRank;
    private readonly delegate* unmanaged[Cdecl]<nint, int, int, nint*, nint, NcclResult> _commSplit;
    private readonly delegate* unmanaged[Cdecl]<nint, NcclResult> _commDestroy;
    private readonly delegate* unmanaged[Cdecl]<nint, NcclResult> _commAbort;
    private readonly delegate* unmanaged[Cdecl]<nint, NcclResult*, NcclResult> _commGetAsyncError;
    private readonly delegate* unmanaged[Cdecl]<NcclResult, nint> _getErrorString;
    private readonly delegate* unmanaged[Cdecl]<nint, nint> _getLastError;
    private readonly delegate* unmanaged[Cdecl]<NcclResult> _groupStart;
    private readonly delegate* unmanaged[Cdecl]<NcclResult> _groupEnd;
    private readonly delegate* unmanaged[Cdecl]<void*, nuint, NcclType, int, nint, nint, NcclResult> _send;
    private readonly delegate* unmanaged[Cdecl]<void*, nuint, NcclType, int, nint, nint, NcclResult> _receive;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, NcclType, int, nint, nint, NcclResult> _broadcast;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, nuint, NcclType, NcclOperation, nint, nint, NcclResult> _allReduce;

    /// <exception cref="NcclException">it is too old, or something else</exception>
    public NcclLibrary(nint library)
    {
        nint Export(string name) => NativeLibrary.TryGetExport(library, name, out nint function) ? function
            : throw new NcclException($"What was loaded as NCCL has no {name}: it is too old, or another library. {NcclPlaces.Variable} can name the right one.");

        _getVersion = (delegate* unmanaged[Cdecl]<int*, NcclResult>)Export("ncclGetVersion");
        _getErrorString = (delegate* unmanaged[Cdecl]<NcclResult, nint>)Export("ncclGetErrorString");
        Version = AskVersion();
        if (Version < OldestVersion)
            throw new NcclException($"This NCCL is of release {Words(Version)}, and {Words(OldestVersion)} is the oldest that can be used.");
        _getUniqueId = (delegate* unmanaged[Cdecl]<NcclId*, NcclResult>)Export("ncclGetUniqueId");
        _commInitRank = (delegate* unmanaged[Cdecl]<nint*, int, NcclId, int, NcclResult>)Export("ncclCommInitRank");
        _commSplit = (delegate* unmanaged[Cdecl]<nint, int, int, nint*, nint, NcclResult>)Export("ncclCommSplit");
        _commDestroy = (delegate* unmanaged[Cdecl]<nint, NcclResult>)Export("ncclCommDestroy");
        _commAbort = (delegate* unmanaged[Cdecl]<nint, NcclResult>)Export("ncclCommAbort");
        _commGetAsyncError = (delegate* unmanaged[Cdecl]<nint, NcclResult*, NcclResult>)Export("ncclCommGetAsyncError");
        _getLastError = (delegate* unmanaged[Cdecl]<nint, nint>)Export("ncclGetLastError");
        _groupStart = (delegate* unmanaged[Cdecl]<NcclResult>)Export("ncclGroupStart");
        _groupEnd = (delegate* unmanaged[Cdecl]<NcclResult>)Export("ncclGroupEnd");
        _send = (delegate* unmanaged[Cdecl]<void*, nuint, NcclType, int, nint, nint, NcclResult>)Export("ncclSend");
        _receive = (delegate* unmanaged[Cdecl]<void*, nuint, NcclType, int, nint, nint, NcclResult>)Export("ncclRecv");
        _broadcast = (delegate* unmanaged[Cdecl]<void*, void*, nuint, NcclType, int, nint, nint, NcclResult>)Export("ncclBroadcast");
        _allReduce = (delegate* unmanaged[Cdecl]<void*, void*, nuint, NcclType, NcclOperation, nint, nint, NcclResult>)Export("ncclAllReduce");
    }

    /// <summary>As NCCL counts: 23007 is 2.30.7.</summary>
    public int Version { get; }

    /// <summary>A release as people write it.</summary>
    public static string Words(int version) => version < 10000
        ? $"{version / 1000}.{version / 100 % 10}.{version % 100}"
        : $"{version / 10000}.{version / 100 % 100}.{version % 100}";

    /// <summary>What all ranks are told where they have different releases.</summary>
    public static string Differ(int oldest, int newest)
        => $"The ranks have different releases of NCCL, {Words(oldest)} and {Words(newest)} among them. Give all of them the same.";

    public NcclId NewId()
    {
        NcclId id;
        Check(_getUniqueId(&id));
        return id;
    }

    /// <summary>Returns when all ranks have joined.</summary>
    public nint Join(NcclId id, int size, int rank)
    {
        nint comm = 0;
        Check(_commInitRank(&comm, size, id, rank));
        return comm;
    }

    /// <summary>Called by all ranks of a communicator, each naming its part; in it they lie in the order of their keys.</summary>
    /// <param name="comm">the whole</param>
    /// <param name="color">the part; null: none</param>
    /// <param name="key">this rank's place</param>
    /// <returns>the part's communicator; zero if there is none</returns>
    public nint Split(nint comm, int? color, int key)
    {
        nint part = 0;
        Check(_commSplit(comm, color ?? NoColor, key, &part, 0), comm);
        return part;
    }

    public void Destroy(nint comm) => Check(_commDestroy(comm));

    /// <summary>Ends what is under way, with any result, so that nobody waits for it any more.</summary>
    public void Abort(nint comm) => Check(_commAbort(comm));

    /// <summary>What has gone wrong since, in words; null: nothing.</summary>
    public string? AsyncError(nint comm)
    {
        NcclResult error;
        Check(_commGetAsyncError(comm, &error), comm);
        return error is NcclResult.Success or NcclResult.InProgress ? null : Explain(error, comm);
    }

    public void StartGroup() => Check(_groupStart());

    public void EndGroup() => Check(_groupEnd());

    public void Send(void* data, long bytes, int to, nint comm, nint stream) => Check(_send(data, (nuint)bytes, NcclType.UInt8, to, comm, stream), comm);

    public void Receive(void* data, long bytes, int from, nint comm, nint stream)
        => Check(_receive(data, (nuint)bytes, NcclType.UInt8, from, comm, stream), comm);

    public void Broadcast(void* data, long bytes, int root, nint comm, nint stream)
        => Check(_broadcast(data, data, (nuint)bytes, NcclType.UInt8, root, comm, stream), comm);

    public void AllReduce(void* data, long count, NcclType type, NcclOperation operation, nint comm, nint stream)
        => Check(_allReduce(data, data, (nuint)count, type, operation, comm, stream), comm);

    private int AskVersion()
    {
        int version;
        Check(_getVersion(&version));
        return version;
    }

    private void Check(NcclResult result, nint comm = 0)
    {
        if (result is not (NcclResult.Success or NcclResult.InProgress))
            throw new NcclException($"NCCL: {Explain(result, comm)}.");
    }

    private string Explain(NcclResult result, nint comm)
    {
        string words = Marshal.PtrToStringUTF8(_getErrorString(result)) ?? $"error {(int)result}";
        string? more = comm == 0 ? null : Marshal.PtrToStringUTF8(_getLastError(comm))?.Trim();
        return string.IsNullOrEmpty(more) ? words : $"{words} ({more})";
    }
}
