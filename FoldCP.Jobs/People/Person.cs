using Microsoft.AspNetCore.Identity;

namespace FoldCP.Jobs.People;

/// <summary>Someone who can sign in.</summary>
public sealed class Person : IdentityUser<Guid>
{
    public Person() => Id = Guid.CreateVersion7();
}

/// <summary>The roles a person can have.</summary>
public static class Roles
{
    /// <summary>Sees the job dashboard and manages people.</summary>
    public const string Administrator = nameof(Administrator);
}
