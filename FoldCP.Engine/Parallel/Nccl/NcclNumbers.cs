using System.Runtime.InteropServices;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>How a call of NCCL went (<c>ncclResult_t</c>).</summary>
internal enum NcclResult
{
    Success = 0,
    InProgress = 7,
}

/// <summary>Kinds of numbers (<c>ncclDataType_t</c>).</summary>
internal enum NcclType
{
    Int8 = 0,
    UInt8 = 1,
    Int32 = 2,
    Int64 = 4,
    Float16 = 6,
    Float32 = 7,
    Float64 = 8,
    BFloat16 = 9,
}

/// <summary>How numbers are brought together (<c>ncclRedOp_t</c>).</summary>
internal enum NcclOperation
{
    Sum = 0,
    Max = 2,
}

/// <summary>What ranks find one another by (<c>ncclUniqueId</c>): made by one, told to all. It is passed by value.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NcclId
{
    public const int Length = 128;

    private fixed byte _bytes[Length];

    public static NcclId Of(ReadOnlySpan<byte> bytes) => MemoryMarshal.Read<NcclId>(bytes);

    public readonly byte[] ToBytes() => MemoryMarshal.AsBytes(new ReadOnlySpan<NcclId>(in this)).ToArray();
}

/// <summary>NCCL could not do what it was asked to, or a rank is gone.</summary>
public sealed class NcclException(string reason) : Exception(reason)
{
    /// <summary>Which rank is gone; null: none, or nobody knows.</summary>
    public int? LostRank { get; } = RankLoss.In(reason);
}
