using System.Security.Cryptography;
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

    // Without letters and digits that look alike.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>Does nothing if there is anybody already; a setting never changes an existing password.</summary>
    /// <exception cref="InvalidOperationException">the password that was set is refused; says why</exception>
    public async Task EnsureAsync()
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Turn})");   // two servers may start at once
        if (await people.Users.AnyAsync())
            return;

        string? generated = options.Value.Password.Length == 0 ? Generate() : null;
        await AddAsync(options.Value.Name, generated ?? options.Value.Password);
        await transaction.CommitAsync();
        if (generated is not null)
            await AnnounceAsync(options.Value.Name, generated);
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

    /// <summary>Four groups of five letters: 98 bits, and still possible to type.</summary>
    private static string Generate()
        => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));

    // To the console and not to the log, which is often kept and read by others.
    private Task AnnounceAsync(string name, string password) => console.WriteLineAsync(
        $"""

          The first administrator was made. This is shown once:

            name      {name}
            password  {password}

        """);
}
