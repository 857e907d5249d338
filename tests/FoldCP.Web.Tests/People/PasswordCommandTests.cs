using FoldCP.Jobs;
using FoldCP.Jobs.People;
using FoldCP.Web.People;
using FoldCP.Web.Tests.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.People;

public sealed class PasswordCommandTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Who_has_lost_a_password_gets_in_with_the_one_that_is_typed()
    {
        var person = await app.AddMemberAsync("ada");
        using var visitor = app.Visit();
        for (int i = 0; i < 5; i++)
            await visitor.SignInAsync("ada", "guessed wrongly");

        var (code, shown) = await RunAsync("ada", "a better password");

        Assert.Equal(0, code);
        Assert.EndsWith("ada has a new password.", shown.Trim());
        Assert.DoesNotContain("a better password", shown);
        Assert.False((await visitor.SignInAsync("ada")).SignsIn());
        Assert.True((await visitor.SignInAsync("ada", "a better password")).SignsIn());
        Assert.NotEqual(person.SecurityStamp, (await FindAsync("ada")).SecurityStamp);   // open sessions end
    }

    [Fact]
    public async Task An_empty_line_has_one_generated_and_shown()
    {
        await app.AddMemberAsync("grace");
        using var visitor = app.Visit();

        var (code, shown) = await RunAsync("grace", "");

        string password = shown.Split('\n').Select(x => x.Trim()).Single(x => x.Length == 23 && x.Count(c => c == '-') == 3);
        Assert.Equal(0, code);
        Assert.True((await visitor.SignInAsync("grace", password)).SignsIn());
    }

    [Theory]
    [InlineData("mary", "short", "Passwords must be at least 10 characters. The old password holds.")]
    [InlineData("joan", null, "No password was given, so the old one holds.")]
    public async Task What_cannot_be_set_leaves_the_old_one(string name, string? typed, string words)
    {
        await app.AddMemberAsync(name);
        using var visitor = app.Visit();

        var (code, shown) = await RunAsync(name, typed);

        Assert.Equal(1, code);
        Assert.EndsWith(words, shown.Trim());
        Assert.True((await visitor.SignInAsync(name)).SignsIn());
    }

    [Fact]
    public async Task A_password_that_could_not_be_shown_does_not_hold()
    {
        await app.AddMemberAsync("emmy");
        using var visitor = app.Visit();

        await Assert.ThrowsAsync<IOException>(() => RunAsync("emmy", "", new BrokenConsole()));

        Assert.True((await visitor.SignInAsync("emmy")).SignsIn());
    }

    [Fact]
    public async Task A_name_that_nobody_has_is_told_with_those_there_are()
    {
        var (code, shown) = await RunAsync("administrator", "a better password");

        Assert.Equal(1, code);
        Assert.StartsWith("Nobody is called administrator. There are: ", shown);
        Assert.Contains("admin", shown.Split(": ")[1].Split(", ").Select(x => x.TrimEnd('.', '\n')));
    }

    private async Task<(int Code, string Shown)> RunAsync(string name, string? typed)
    {
        var console = new StringWriter();
        int code = await RunAsync(name, typed, console);
        return (code, console.ToString());
    }

    private async Task<int> RunAsync(string name, string? typed, TextWriter console)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var (db, people) = (scope.ServiceProvider.GetRequiredService<FoldContext>(), scope.ServiceProvider.GetRequiredService<UserManager<Person>>());
        return await new PasswordCommand(db, people, () => typed, console).RunAsync(name);
    }

    private async Task<Person> FindAsync(string name)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<UserManager<Person>>().FindByNameAsync(name))!;
    }
}
