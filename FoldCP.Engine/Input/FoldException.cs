using FoldCP.Contract;

namespace FoldCP.Engine.Input;

/// <summary>A fold that cannot be, told in the user's words.</summary>
public sealed class FoldException(FailureKind kind, string cause, Exception? inner = null) : Exception(cause, inner)
{
    public FailureKind Kind => kind;

    public static FoldException BadInput(string cause, Exception? inner = null) => new(FailureKind.BadInput, cause, inner);

    public static FoldException Unsupported(string cause) => new(FailureKind.Unsupported, cause);
}
