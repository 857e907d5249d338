using FoldCP.Jobs;
using FoldCP.Jobs.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.People;

/// <summary>
/// Gives a person a new password from the server's own console: <c>password NAME</c>, for one who has lost it. The server may run
/// meanwhile; whoever is signed in under that name is signed out.
/// </summary>
internal sealed class PasswordCommand(FoldContext db, UserManager<Person> people, Func<string?> read, TextWriter console)
{
    private const int Refused = 1;

    /// <returns>the exit code</returns>
    public static async Task<int> RunAsync(WebApplication app, PasswordArguments arguments)
    {
        await using var closed = app;
        await using var scope = app.Services.CreateAsyncScope();
        return await ActivatorUtilities.CreateInstance<PasswordCommand>(scope.ServiceProvider, (Func<string?>)HiddenLine.Read, Console.Out).RunAsync(arguments.Name);
    }

    /// <summary>Asks for the password and sets it. What cannot be set changes nothing.</summary>
    /// <returns>the exit code</returns>
    public async Task<int> RunAsync(string name)
    {
        if (await people.FindByNameAsync(name) is not { } person)
            return await RefuseAsync($"Nobody is called {name}. There are: {string.Join(", ", await people.Users.Select(x => x.UserName).Order().ToListAsync())}.");

        await console.WriteLineAsync($"New password for {person.UserName}, or an empty line to have one generated:");
        string? typed = read();
        if (typed is null)
            return await RefuseAsync("No password was given, so the old one holds.");

        string? generated = typed.Length == 0 ? GeneratedPassword.Next() : null;
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await SetAsync(person, generated ?? typed);
        if (!result.Succeeded)
            return await RefuseAsync($"{string.Join(" ", result.Errors.Select(x => x.Description))} The old password holds.");

        // Before it counts: a password that holds and that nobody has seen would be lost.
        if (generated is not null)
            await console.WriteLineAsync($"\n  {generated}\n");
        await transaction.CommitAsync();
        await console.WriteLineAsync($"{person.UserName} has a new password.");
        return 0;
    }

    private async Task<IdentityResult> SetAsync(Person person, string password)
    {
        await people.RemovePasswordAsync(person);
        var result = await people.AddPasswordAsync(person, password);
        if (!result.Succeeded)
            return result;

        await people.ResetAccessFailedCountAsync(person);
        return await people.SetLockoutEndDateAsync(person, null);
    }

    private async Task<int> RefuseAsync(string words)
    {
        await console.WriteLineAsync(words);
        return Refused;
    }
}
