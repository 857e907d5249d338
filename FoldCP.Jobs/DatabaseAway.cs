using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FoldCP.Jobs;

/// <summary>Tells a database that is away, and will be back, from one that refuses what it was asked.</summary>
public static class DatabaseAway
{
    // PostgreSQL's classes of errors: no connection, no room for another one, the server stops or starts.
    private static readonly string[] s_away = ["08", "53", "57P"];

    /// <summary>Whether the same would work later. EF Core and tasks wrap what the driver says.</summary>
    public static bool IsDatabaseAway(this Exception exception) => exception switch
    {
        PostgresException said => s_away.Any(x => said.SqlState.StartsWith(x, StringComparison.Ordinal)),
        NpgsqlException => true,
        InvalidOperationException or DbUpdateException or AggregateException => exception.InnerException?.IsDatabaseAway() == true,
        _ => false,
    };
}
