using Npgsql;

namespace FoldCP.Jobs.Folds;

/// <summary>
/// The one seat of the reconciler among all servers on a database: a lock of the PostgreSQL session behind a connection that is used
/// for nothing else. If the connection is lost, so is the seat, and another server may take it. Two that move the same row for a
/// moment do no harm, as rows are guarded by their version.
/// </summary>
internal sealed class ReconcilerSeat : IAsyncDisposable
{
    internal const long LockKey = 0x466f6c64_43500001; // "FoldCP", 1

    private readonly NpgsqlConnection _connection;

    private ReconcilerSeat(NpgsqlConnection connection) => _connection = connection;

    /// <returns>null while another server has the seat</returns>
    public static async Task<ReconcilerSeat?> TryTakeAsync(NpgsqlDataSource source, CancellationToken stop)
    {
        var connection = await source.OpenConnectionAsync(stop);
        try
        {
            await using var take = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection) { Parameters = { new() { Value = LockKey } } };
            if (await take.ExecuteScalarAsync(stop) is true)
                return new ReconcilerSeat(connection);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
        await connection.DisposeAsync();
        return null;
    }

    /// <summary>Throws if the seat is lost.</summary>
    /// <exception cref="NpgsqlException">the connection is gone</exception>
    public async Task AssureAsync(CancellationToken stop)
    {
        await using var ask = new NpgsqlCommand("SELECT 1", _connection);
        await ask.ExecuteScalarAsync(stop);
    }

    /// <summary>Leaves the seat: a connection that returns to its pool gives up its locks when it is taken out again, so it is told to now.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection.State == System.Data.ConnectionState.Open)
        {
            await using var leave = new NpgsqlCommand("SELECT pg_advisory_unlock_all()", _connection);
            await leave.ExecuteNonQueryAsync(CancellationToken.None);
        }
        await _connection.DisposeAsync();
    }
}
