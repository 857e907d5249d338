using System.Net;
using System.Text.RegularExpressions;
using FoldCP.Web.Frame;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

/// <summary>Someone with a cookie jar who speaks HTTP without a browser.</summary>
public sealed partial class Visitor(HttpClient http) : IDisposable
{
    public void Dispose() => http.Dispose();

    /// <summary>Asks as a browser does that opens a page.</summary>
    public Task<HttpResponseMessage> OpenAsync(string path) => SendAsync(HttpMethod.Get, path, accept: "text/html");

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accept = "*/*")
        => SendAsync(method, path, ("Accept", accept));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path);
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => http.SendAsync(request, TestContext.Current.CancellationToken);

    /// <summary>Fills in the sign-in form and sends it.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string name = WebApp.Administrator, string password = WebApp.Password, string query = "")
    {
        string token = await FormTokenAsync(Links.SignIn);
        return await PostAsync(Links.SignIn + query, new()
        {
            ["_handler"] = "sign-in",
            ["__RequestVerificationToken"] = token,
            ["Form.Name"] = name,
            ["Form.Password"] = password,
        });
    }

    public Task<HttpResponseMessage> PostAsync(string path, Dictionary<string, string> fields)
        => http.PostAsync(path, new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

    /// <summary>The antiforgery token of the first form of a page.</summary>
    public async Task<string> FormTokenAsync(string path)
    {
        var page = await OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return FormToken().Match(await page.TextAsync()).Groups["token"].Value;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="(?<token>[^"]+)""")]
    private static partial Regex FormToken();
}

/// <summary>Short words about answers.</summary>
internal static class Answers
{
    public static Task<string> TextAsync(this HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    /// <summary>Where a redirect leads, as a path.</summary>
    public static string? Destination(this HttpResponseMessage answer)
        => answer.Headers.Location is { IsAbsoluteUri: true } absolute ? absolute.PathAndQuery : answer.Headers.Location?.OriginalString;

    public static bool SignsIn(this HttpResponseMessage answer)
        => answer.Headers.TryGetValues("Set-Cookie", out var cookies) && cookies.Any(x => x.StartsWith("foldcp=", StringComparison.Ordinal));
}
