using FoldCP.Jobs.People;
using FoldCP.Web.Frame;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace FoldCP.Web.People;

/// <summary>Name and password. It is a plain form: it works before there is a circuit, and without one.</summary>
public sealed partial class SignInPage(SignInManager<Person> signIn, NavigationManager navigation)
{
    /// <summary>The query's word for where to go afterwards.</summary>
    public const string ReturnUrl = "returnUrl";

    private const string FormName = "sign-in";

    private string? _fault;

    [SupplyParameterFromForm] private SignInForm Form { get; set; } = null!;

    [SupplyParameterFromQuery(Name = ReturnUrl)] private string? Destination { get; set; }

    [CascadingParameter] private HttpContext Http { get; set; } = null!;

    private bool WasRefused => _fault is not null;

    private string? Invalid => WasRefused ? "true" : null;

    private string? DescribedBy => WasRefused ? "fault" : null;

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        if (HttpMethods.IsGet(Http.Request.Method) && Http.User.Identity?.IsAuthenticated == true)
            navigation.NavigateTo(LocalAddress.Or(Destination, Links.Home));
    }

    private async Task SignInAsync()
    {
        var result = await signIn.PasswordSignInAsync(Form.Name.Trim(), Form.Password, isPersistent: true, lockoutOnFailure: true);
        if (result.Succeeded)
            navigation.NavigateTo(LocalAddress.Or(Destination, Links.Home));
        else
            _fault = WordsFor(result);
    }

    private static string WordsFor(SignInResult result) => result.IsLockedOut
        ? $"Too many wrong passwords for this name. Wait {SignIn.Lockout.TotalMinutes:0} minutes, then try again."
        : "Name and password do not match. Check both and try again.";
}

/// <summary>What the sign-in form sends.</summary>
internal sealed class SignInForm
{
    public string Name { get; set; } = "";

    public string Password { get; set; } = "";
}
