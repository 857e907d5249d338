namespace FoldCP.Contract;

/// <summary>How the engine's process ends. A signal's death is 128 + its number, as the shell reports it.</summary>
public static class ExitCode
{
    public const int Done = 0;
    public const int Internal = 1;
    public const int BadInput = 2;
    public const int Unsupported = 3;
    public const int OutOfMemory = 4;
    public const int Cancelled = 5;

    /// <summary>Another engine works in this folder, or it has ended already; nothing was touched.</summary>
    public const int FolderTaken = 6;

    public static int Of(FailureKind kind) => kind switch
    {
        FailureKind.BadInput => BadInput,
        FailureKind.Unsupported => Unsupported,
        FailureKind.OutOfMemory => OutOfMemory,
        FailureKind.Cancelled => Cancelled,
        _ => Internal,
    };
}
