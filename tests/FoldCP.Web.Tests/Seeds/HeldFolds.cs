using Npgsql;

namespace FoldCP.Web.Tests.Seeds;

/// <summary>Keeps the folds of a running server as they are written: it sits where the server moves them from, as another server would.</summary>
internal sealed class HeldFolds : IAsyncDisposable
{
    // The seat is a lock of its holder's session. Whoever loses the session waits a second before asking for the seat again.
    private const string Seat = """
        SELECT pid, classid::bigint << 32 | objid::bigint FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 1 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    private readonly NpgsqlConnection _connection;

    private HeldFolds(NpgsqlConnection connection) => _connection = connection;

    public static async Task<HeldFolds> TakeAsync(NpgsqlDataSource source, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        while (!await TryTakeAsync(connection, stop))
            await Task.Delay(TimeSpan.FromMilliseconds(100), stop);
        return new HeldFolds(connection);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static async Task<bool> TryTakeAsync(NpgsqlConnection connection, CancellationToken stop)
    {
        await using var take = new NpgsqlCommand(
            $"WITH seat(pid, key) AS ({Seat}), gone AS MATERIALIZED (SELECT key, pg_terminate_backend(pid, 5000) AS is_gone FROM seat) "
            + "SELECT pg_try_advisory_lock(key) FROM gone WHERE is_gone",
            connection);
        return await take.ExecuteScalarAsync(stop) is true;
    }
}
