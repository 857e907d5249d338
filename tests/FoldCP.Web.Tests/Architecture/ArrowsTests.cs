using System.Reflection;
using System.Xml.Linq;
using FoldCP.Jobs;
using FoldCP.Tests;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace FoldCP.Web.Tests.Architecture;

/// <summary>Who may know whom: Web → Jobs → the engine's contract; the engine knows neither web nor database.</summary>
public sealed class ArrowsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string[] s_webAndDatabase = ["Microsoft.AspNetCore", "Microsoft.EntityFrameworkCore", "Npgsql", "Hangfire", "FoldCP.Jobs", "FoldCP.Web"];
    private static readonly string[] s_torch = ["TorchSharp", "libtorch", "FoldCP.Engine"];

    [Fact]
    public void Jobs_and_web_run_without_the_engine_and_without_torch()
    {
        var jobs = ReferencesOf(typeof(FoldContext).Assembly);
        var web = ReferencesOf(typeof(Program).Assembly);

        Assert.Empty(Among(jobs, [.. s_torch, "FoldCP.Web"]));
        Assert.Empty(Among(web, s_torch));
        Assert.Contains("FoldCP.Jobs", web);
    }

    [Fact]
    public void The_engine_knows_neither_web_nor_database()
    {
        var project = XDocument.Load(Repository.PathOf("FoldCP.Engine/FoldCP.Engine.csproj"));
        var names = project.Descendants().Where(x => x.Name.LocalName is "PackageReference" or "ProjectReference" or "FrameworkReference").Select(x => x.Attribute("Include")!.Value);
        var usings = Sources.In("FoldCP.Engine").SelectMany(File.ReadLines).Where(x => x.StartsWith("using ", StringComparison.Ordinal)).Select(x => x[6..]);

        Assert.Empty(Among(names, s_webAndDatabase));
        Assert.Empty(Among(usings, s_webAndDatabase));
    }

    [Fact]
    public async Task The_migrations_say_all_that_the_model_says()
    {
        await using var db = database.CreateDbContext();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    private static IEnumerable<string> ReferencesOf(Assembly assembly) => assembly.GetReferencedAssemblies().Select(x => x.Name!);

    private static IEnumerable<string> Among(IEnumerable<string> names, string[] forbidden)
        => names.Where(name => forbidden.Any(x => name.StartsWith(x, StringComparison.Ordinal)));
}
