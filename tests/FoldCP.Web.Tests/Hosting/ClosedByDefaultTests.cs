using System.Net;
using FoldCP.Web.Frame;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

/// <summary>Nothing answers a stranger unless it is in this list.</summary>
public sealed class ClosedByDefaultTests(WebApp app) : IClassFixture<WebApp>
{
    /// <summary>Frozen: whoever opens something to the world says so here.</summary>
    private static readonly string[] s_open = ["/error", "/health", "/ready", "/sign-in", "/sign-out"];

    [Fact]
    public void Only_what_is_listed_is_open_to_strangers()
    {
        var open = Endpoints().Where(IsOpen).Select(x => "/" + x.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(s_open, open);
    }

    [Fact]
    public async Task Every_other_endpoint_sends_a_stranger_to_the_sign_in_page_or_away()
    {
        using var stranger = app.Visit();
        var closed = Endpoints().Where(x => !IsOpen(x)).SelectMany(Requests).Distinct().ToList();

        var answers = new List<string>();
        foreach (var (method, path) in closed)
        {
            answers.Add(Words(method, path, await stranger.SendAsync(method, path, "text/html")));
            answers.Add(Words(method, path, await stranger.SendAsync(method, path)));
        }

        Assert.True(closed.Count > 10, $"Only {closed.Count} endpoints were found.");
        Assert.DoesNotContain(answers, x => !x.EndsWith("closed", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/no/such/page")]
    [InlineData("/.env")]
    public async Task A_stranger_does_not_learn_what_is_there(string path)
    {
        using var stranger = app.Visit();

        var answer = await stranger.OpenAsync(path);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith(Links.SignIn + "?returnUrl=", answer.Destination(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_sign_in_page_needs_is_open()
    {
        using var stranger = app.Visit();

        foreach (string asset in new[] { "/css/tokens.css", "/js/theme.js", "/favicon.svg", "/_framework/blazor.web.js", "/fonts/inter-latin-wght-normal.woff2" })
            Assert.Equal(HttpStatusCode.OK, (await stranger.SendAsync(HttpMethod.Get, asset)).StatusCode);
    }

    /// <summary>All of them but the files of wwwroot.</summary>
    private IEnumerable<RouteEndpoint> Endpoints()
        => app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(x => x.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    private static bool IsOpen(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;

    private static IEnumerable<(HttpMethod Method, string Path)> Requests(RouteEndpoint endpoint)
    {
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        string path = "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(Sample))));
        return methods.Select(method => (new HttpMethod(method), path));
    }

    private static string Sample(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "guid" }, ..] } => Guid.Empty.ToString(),
        RoutePatternParameterPart { ParameterPolicies: [{ Content: "int" }, ..] } => "1",
        _ => "x",
    };

    private static string Words(HttpMethod method, string path, HttpResponseMessage answer)
    {
        bool closed = answer.StatusCode == HttpStatusCode.Unauthorized
            || (answer.StatusCode == HttpStatusCode.Found && answer.Destination()!.StartsWith(Links.SignIn + "?", StringComparison.Ordinal));
        return $"{method} {path}: {(int)answer.StatusCode} {(closed ? "closed" : answer.Destination())}";
    }
}
