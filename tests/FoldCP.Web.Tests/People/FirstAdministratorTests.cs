using FoldCP.Jobs;
using FoldCP.Jobs.People;
using FoldCP.Tests;
using FoldCP.Web.People;
using FoldCP.Web.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace FoldCP.Web.Tests.People;

/// <summary>Each on a database of its own, with nobody in it.</summary>
public sealed class FirstAdministratorTests(WebApp app, TestCluster cluster) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Without_a_setting_a_password_is_generated_and_shown_once()
    {
        await using var world = await World.EmptyAsync(app, cluster);

        string first = await world.EnsureAsync(new AdministratorOptions());
        string second = await world.EnsureAsync(new AdministratorOptions());

        string password = first.Split('\n').Select(x => x.Trim()).Single(x => x.StartsWith("password", StringComparison.Ordinal))["password".Length..].Trim();
        var person = await world.People.FindByNameAsync("admin");
        Assert.True(await world.People.CheckPasswordAsync(person!, password));
        Assert.True(await world.People.IsInRoleAsync(person!, Roles.Administrator));
        Assert.Empty(second);
    }

    [Fact]
    public async Task A_password_that_could_not_be_shown_leaves_nobody()
    {
        await using var world = await World.EmptyAsync(app, cluster);

        await Assert.ThrowsAsync<IOException>(() => world.EnsureAsync(new AdministratorOptions(), new BrokenConsole()));

        Assert.False(await world.People.Users.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_password_that_was_set_is_taken_and_not_shown()
    {
        await using var world = await World.EmptyAsync(app, cluster);

        string shown = await world.EnsureAsync(new AdministratorOptions { Name = "ada", Password = "a password of hers" });

        Assert.Empty(shown);
        Assert.True(await world.People.CheckPasswordAsync((await world.People.FindByNameAsync("ada"))!, "a password of hers"));
    }

    [Fact]
    public async Task A_setting_never_changes_a_password_that_is_there()
    {
        await using var world = await World.EmptyAsync(app, cluster);
        await world.EnsureAsync(new AdministratorOptions { Password = "the first password" });

        await world.EnsureAsync(new AdministratorOptions { Password = "another password" });

        Assert.True(await world.People.CheckPasswordAsync((await world.People.FindByNameAsync("admin"))!, "the first password"));
    }

    [Fact]
    public async Task A_password_that_is_too_short_is_refused_and_leaves_nobody()
    {
        await using var world = await World.EmptyAsync(app, cluster);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => world.EnsureAsync(new AdministratorOptions { Password = "short" }));

        Assert.Contains("at least 10 characters", refused.Message, StringComparison.Ordinal);
        Assert.Contains(AdministratorOptions.PasswordVariable, refused.Message, StringComparison.Ordinal);
        Assert.False(await world.People.Users.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_password_may_come_by_its_short_name()
    {
        var settings = new ConfigurationManager { [AdministratorOptions.PasswordVariable] = "from the environment" };
        var (silent, told) = (new AdministratorOptions(), new AdministratorOptions { Password = "from the settings" });

        silent.TakeShortName(settings);
        told.TakeShortName(settings);

        Assert.Equal("from the environment", silent.Password);
        Assert.Equal("from the settings", told.Password);
    }

    /// <summary>Identity as the server sets it up, over an empty database.</summary>
    private sealed class World(AsyncServiceScope scope, FoldContext db) : IAsyncDisposable
    {
        public UserManager<Person> People => scope.ServiceProvider.GetRequiredService<UserManager<Person>>();

        public static async Task<World> EmptyAsync(WebApp app, TestCluster cluster)
        {
            var scope = app.Services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<FoldContext>();
            db.Database.SetConnectionString(await cluster.CreateDatabaseAsync());
            return new World(scope, db);
        }

        /// <returns>what was shown on the console</returns>
        public async Task<string> EnsureAsync(AdministratorOptions options)
        {
            var console = new StringWriter();
            await EnsureAsync(options, console);
            return console.ToString();
        }

        public async Task EnsureAsync(AdministratorOptions options, TextWriter console)
        {
            var roles = scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole<Guid>>>();
            db.ChangeTracker.Clear();
            await new FirstAdministrator(db, People, roles, Options.Create(options), console).EnsureAsync();
        }

        public ValueTask DisposeAsync() => scope.DisposeAsync();
    }
}
