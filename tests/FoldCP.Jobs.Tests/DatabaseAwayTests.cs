using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FoldCP.Jobs.Tests;

public sealed class DatabaseAwayTests
{
    public static TheoryData<Exception, bool> Exceptions => new()
    {
        { new NpgsqlException("Failed to connect"), true },
        { Said(PostgresErrorCodes.CannotConnectNow), true },
        { Said(PostgresErrorCodes.AdminShutdown), true },
        { Said(PostgresErrorCodes.TooManyConnections), true },
        { new InvalidOperationException("likely due to a transient failure", Said(PostgresErrorCodes.AdminShutdown)), true },
        { new DbUpdateException("could not save", new NpgsqlException("broken pipe")), true },
        { new AggregateException(new NpgsqlException("of a task")), true },
        { Said(PostgresErrorCodes.UniqueViolation), false },
        { new DbUpdateException("could not save", Said(PostgresErrorCodes.UniqueViolation)), false },
        { new InvalidOperationException("ours"), false },
        { new IOException("disk"), false },
    };

    [Theory]
    [MemberData(nameof(Exceptions))]
    public void A_database_that_is_away_is_told_from_one_that_refuses(Exception exception, bool isAway)
        => Assert.Equal(isAway, exception.IsDatabaseAway());

    private static PostgresException Said(string code) => new("words", "FATAL", "FATAL", code);
}
