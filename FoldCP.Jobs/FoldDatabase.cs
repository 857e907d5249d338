using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace FoldCP.Jobs;

/// <summary>How every part of FoldCP, tests included, reaches its database.</summary>
public static class FoldDatabase
{
    public const string ConnectionName = "FoldCP";

    public static DbContextOptionsBuilder UseFoldDatabase(this DbContextOptionsBuilder options, NpgsqlDataSource source)
        => options.UseNpgsql(source, npgsql => npgsql
            .MigrationsAssembly("FoldCP.Migrations")
            .MigrationsHistoryTable("__ef_migrations", FoldContext.Schema));
}
