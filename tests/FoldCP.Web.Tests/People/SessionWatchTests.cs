using FoldCP.Jobs;
using FoldCP.Jobs.People;
using FoldCP.Web.People;
using FoldCP.Web.Tests.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.People;

public sealed class SessionWatchTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task An_open_page_is_watched()
    {
        await using var scope = app.Services.CreateAsyncScope();

        Assert.IsType<SessionWatch>(scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>());
    }

    [Fact]
    public async Task A_new_password_ends_the_sessions_of_the_old_one()
    {
        await app.AddMemberAsync("changing");
        await using var scope = app.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Person>>();
        var person = (await signIn.UserManager.FindByNameAsync("changing"))!;
        var session = await signIn.CreateUserPrincipalAsync(person);

        bool before = await SessionWatch.MayStayAsync(signIn, session);
        await signIn.UserManager.ChangePasswordAsync(person, WebApp.Password, "another long password");
        bool after = await SessionWatch.MayStayAsync(signIn, session);

        Assert.True(before);
        Assert.False(after);
    }

    [Fact]
    public async Task Nobody_is_sent_away_because_the_database_is()
    {
        await app.AddMemberAsync("staying");
        await using var scope = app.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Person>>();
        var session = await signIn.CreateUserPrincipalAsync((await signIn.UserManager.FindByNameAsync("staying"))!);
        await using var nowhere = new NpgsqlConnection("Host=/nowhere;Username=nobody;Database=none");
        await using var away = app.Services.CreateAsyncScope();
        away.ServiceProvider.GetRequiredService<FoldContext>().Database.SetDbConnection(nowhere);

        Assert.True(await SessionWatch.MayStayAsync(away.ServiceProvider.GetRequiredService<SignInManager<Person>>(), session));
    }

    [Fact]
    public async Task A_removed_account_has_no_session()
    {
        await app.AddMemberAsync("leaving");
        await using var scope = app.Services.CreateAsyncScope();
        var signIn = scope.ServiceProvider.GetRequiredService<SignInManager<Person>>();
        var person = (await signIn.UserManager.FindByNameAsync("leaving"))!;
        var session = await signIn.CreateUserPrincipalAsync(person);

        await signIn.UserManager.DeleteAsync(person);

        Assert.False(await SessionWatch.MayStayAsync(signIn, session));
    }
}
