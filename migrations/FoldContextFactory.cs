using FoldCP.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace FoldCP.Migrations;

/// <summary>Lets <c>dotnet ef</c> see the model; it connects to nothing.</summary>
public sealed class FoldContextFactory : IDesignTimeDbContextFactory<FoldContext>
{
    public FoldContext CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<FoldContext>();
        options.UseFoldDatabase(NpgsqlDataSource.Create("Host=localhost"));
        return new FoldContext(options.Options);
    }
}
