namespace FoldCP.Jobs.Imports;

/// <summary>A file is larger than the installation takes. Nothing of it is kept.</summary>
public sealed class UploadTooLargeException(long maxBytes)
    : Exception($"The file is larger than {maxBytes:N0} bytes, the most that is taken here. Split it, compress it with gzip, or ask the administrator to raise {ImportOptions.Section}:{nameof(ImportOptions.MaxUploadBytes)}.");

/// <summary>A file did not arrive as a whole. Nothing of it is kept.</summary>
public sealed class UploadBrokenOffException(IOException cause)
    : Exception("The upload broke off before its end, so nothing of it was kept. Upload the file again.", cause);

/// <summary>The server cannot write a file down. Nothing of it is kept.</summary>
public sealed class UploadNotKeptException(Exception cause) : Exception(WordsOf(cause), cause)
{
    // Linux's numbers for a full disk and for an exhausted quota, which .NET passes on as they are.
    private const int NoSpace = 28, OverQuota = 122;

    private static string WordsOf(Exception cause)
        => $"{(cause.HResult is NoSpace or OverQuota ? "The server's disk is full" : "The server cannot write into its folder for uploads")}, so nothing of the file was kept. "
            + "Tell the administrator, and upload the file again when that is repaired.";
}
