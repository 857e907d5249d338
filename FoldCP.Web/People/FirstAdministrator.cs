using FoldCP.Jobs;
using FoldCP.Jobs.People;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace FoldCP.Web.People;

/// <summary>Makes the first account at the first start, so that somebody can sign in.</summary>
internal sealed class FirstAdministrator(
    FoldContext db, UserManager<Person> people, RoleManager<IdentityRole<Guid>> roles, IOptions<AdministratorOptions> options, TextWriter console)
{
    private const long Turn = 0x464F4C44_41444D4E;   // an advisory lock's number: any, as long as it is ours

    /// <summary>Does nothing if there is anybody already; a setting never changes an existing password.</summary>
    /// <exception cref="InvalidOperationException">the password that was set is refused; says why</exception>
    public async Task EnsureAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Turn})");   // two servers may start at once
        if (await people.Users.AnyAsync())
            return;

        string? generated = options.Value.Password.Length == 0 ? GeneratedPassword.Next() : null;
        await AddAsync(options.Value.Name, generated ?? options.Value.Password);
        // Before it counts: a password that holds and that nobody has seen would be lost.
        if (generated is not null)
            await AnnounceAsync(options.Value.Name, generated);
        await transaction.CommitAsync();
    }

    private async Task AddAsync(string name, string password)
    {
        if (!await roles.RoleExistsAsync(Roles.Administrator))
            Require(await roles.CreateAsync(new IdentityRole<Guid>(Roles.Administrator) { Id = Guid.CreateVersion7() }));
        var person = new Person { UserName = name };
        Require(await people.CreateAsync(person, password));
        Require(await people.AddToRoleAsync(person, Roles.Administrator));
    }

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidOperationException(
                $"The first administrator cannot be made: {string.Join(" ", result.Errors.Select(x => x.Description))} "
                + $"Change Administrator:Name, or Administrator:Password ({AdministratorOptions.PasswordVariable}).");
        }
    }

    // To the console and not to the log, which is often kept and read by others.
    private Task AnnounceAsync(string name, string password) => console.WriteLineAsync(
        $"""

          The first administrator is made. This is shown once:

            name      {name}
            password  {password}

        """);
}
