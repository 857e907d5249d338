using FoldCP.Jobs;

namespace FoldCP.Web.Imports;

/// <summary>What keeps an import waiting and is no fault of its files: the same will work later.</summary>
internal static class ImportTrouble
{
    /// <returns>null if it is something else</returns>
    public static string? WordsOf(Exception fault) => fault switch
    {
        IOException or UnauthorizedAccessException => "The server cannot get at your files just now.",
        _ when fault.IsDatabaseAway() => "The database does not answer just now.",
        _ => null,
    };
}
