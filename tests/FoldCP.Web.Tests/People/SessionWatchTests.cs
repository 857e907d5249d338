using FoldCP.Jobs.People;
using FoldCP.Web.People;
using FoldCP.Web.Tests.Hosting;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
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
