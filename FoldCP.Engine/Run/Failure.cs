using System.Runtime.InteropServices;
using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.InTurns;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Run;

/// <summary>What an exception means to the person who asked for the fold.</summary>
internal static class Failure
{
    // libtorch tells of missing memory by text only: its CPU allocator, CUDA, and the C++ library.
    private static readonly string[] OutOfMemoryWords = ["not enough memory", "can't allocate memory", "out of memory", "bad_alloc"];

    public const string Cancelled = "The fold was cancelled.";

    // errno of Linux, which .NET passes on.
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;

    /// <param name="exception">what ended the fold</param>
    /// <param name="folder">where it worked</param>
    public static (FailureKind Kind, string Cause) Of(Exception exception, RunFolder folder) => exception switch
    {
        FoldException told => (told.Kind, told.Message),
        OperationCanceledException => (FailureKind.Cancelled, Cancelled),
        _ when IsOutOfMemory(exception) => (FailureKind.OutOfMemory,
            "There is not enough memory for a complex of this size. Fold fewer chains, or use a machine with more memory."),
        TileStoreException or NcclException or MpiException => (FailureKind.Internal, exception.Message),
        IOException { HResult: NoSpaceLeft or QuotaExceeded } => (FailureKind.Internal,
            $"There is no room left on the disk of {folder.Path}. Make room there, then fold again."),
        IOException or UnauthorizedAccessException => (FailureKind.Internal, $"The run folder {folder.Path} could not be used: {exception.Message}"),
        _ => (FailureKind.Internal, $"The engine failed by a mistake of its own ({exception.GetType().Name}); the log tells more."),
    };

    /// <summary>What one rank tells of it, be it its own failure or the loss of another.</summary>
    public static FoldFailed Told(Exception exception, RunFolder folder, FoldStage stage, int rank, DateTimeOffset at)
    {
        var (kind, cause) = Of(exception, folder);
        // Who hears that another is lost is not to blame.
        int blamed = (exception as NcclException)?.LostRank ?? rank;
        return new() { FailedAt = at, Stage = stage, Rank = blamed, Kind = kind, Cause = cause, Detail = exception.ToString() };
    }

    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException
        || (exception is ExternalException && OutOfMemoryWords.Any(word => exception.Message.Contains(word, StringComparison.OrdinalIgnoreCase)))
        || (exception.InnerException is { } inner && IsOutOfMemory(inner));
}
