namespace FoldCP.Jobs.Imports;

/// <summary>The name a person's file carries, made fit to be stored and shown.</summary>
public static class FileName
{
    public const int MaxLength = 200;

    /// <summary>Takes away folders of either kind, what cannot be printed, and all but the end of what is too long.</summary>
    public static string Of(string? given)
    {
        string last = (given ?? "").Split('/', '\\')[^1];
        string printable = string.Concat(last.Where(c => !char.IsControl(c))).Trim();
        return printable.Length switch
        {
            0 => "unnamed",
            > MaxLength => printable[^MaxLength..],
            _ => printable,
        };
    }
}
