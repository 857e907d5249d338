using Npgsql;

namespace FoldCP.Web.Tests.Seeds;

/// <summary>A campaign of any size with complexes in every state, written straight into the database.</summary>
internal static class SeededCampaign
{
    /// <returns>the campaign's id</returns>
    public static async Task<Guid> AddAsync(NpgsqlDataSource source, Guid ownerId, string name, int complexes, CancellationToken stop)
    {
        var campaignId = Guid.CreateVersion7();
        string sql = await File.ReadAllTextAsync(Repository.PathOf("tests/FoldCP.Web.Tests/Seeds/campaign.sql"), stop);
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var all = await connection.BeginTransactionAsync(stop);
        foreach (string statement in sql.Split(";\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            foreach (var (parameter, value) in new (string, object)[] { ("campaign", campaignId), ("owner", ownerId), ("name", name), ("many", complexes) })
                command.Parameters.AddWithValue(parameter, value);
            await command.ExecuteNonQueryAsync(stop);
        }
        await all.CommitAsync(stop);
        return campaignId;
    }
}
