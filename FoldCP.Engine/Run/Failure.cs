using System.Runtime.InteropServices;
using FoldCP.Contract;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run;

/// <summary>What an exception means to the person who asked for the fold.</summary>
internal static class Failure
{
    // libtorch tells of missing memory by text only: its CPU allocator, CUDA, and the C++ library.
    private static readonly string[] OutOfMemoryWords = ["not enough memory", "can't allocate memory", "out of memory", "bad_alloc"];

    public static (FailureKind Kind, string Cause) Of(Exception exception) => exception switch
    {
        FoldException told => (told.Kind, told.Message),
        OperationCanceledException => (FailureKind.Cancelled, "The fold was cancelled."),
        _ when IsOutOfMemory(exception) => (FailureKind.OutOfMemory,
            "There is not enough memory for a complex of this size. Fold fewer chains, or use a machine with more memory."),
        IOException or UnauthorizedAccessException => (FailureKind.Internal, $"The run folder could not be used: {exception.Message}"),
        _ => (FailureKind.Internal, $"The engine failed by a mistake of its own ({exception.GetType().Name}); the log tells more."),
    };

    private static bool IsOutOfMemory(Exception exception) =>
        exception is OutOfMemoryException
        || (exception is ExternalException && OutOfMemoryWords.Any(word => exception.Message.Contains(word, StringComparison.OrdinalIgnoreCase)))
        || (exception.InnerException is { } inner && IsOutOfMemory(inner));
}
