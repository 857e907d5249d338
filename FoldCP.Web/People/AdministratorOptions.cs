using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FoldCP.Web.People;

/// <summary>The account that is made at the first start, when there is nobody yet.</summary>
public sealed class AdministratorOptions
{
    public const string Section = "Administrator";

    /// <summary>The short name of the setting <c>Administrator:Password</c> in the environment.</summary>
    public const string PasswordVariable = "FOLDCP_ADMIN_PASSWORD";

    [Required(ErrorMessage = "Administrator:Name must not be empty.")]
    public string Name { get; set; } = "admin";

    /// <summary>Empty: one is generated and printed once.</summary>
    public string Password { get; set; } = "";

    internal void TakeShortName(IConfiguration settings)
    {
        if (Password.Length == 0)
            Password = settings[PasswordVariable] ?? "";
    }
}

[OptionsValidator]
internal sealed partial class AdministratorOptionsValidator : IValidateOptions<AdministratorOptions>;
