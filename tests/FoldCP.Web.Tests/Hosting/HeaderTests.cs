using System.Net;
using FoldCP.Web.Frame;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

public sealed class HeaderTests(WebApp app) : IClassFixture<WebApp>
{
    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/campaigns")]
    [InlineData("/css/tokens.css")]
    [InlineData("/health")]
    public async Task Every_answer_tells_the_browser_what_it_may_do(string path)
    {
        using var visitor = app.Visit();

        var answer = await visitor.OpenAsync(path);

        string policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self' 'unsafe-eval';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("*/*")]
    public async Task An_answer_that_became_an_error_tells_it_too(string accept)
    {
        using var visitor = app.Visit();
        await visitor.SignInAsync();
        await using var source = NpgsqlDataSource.Create(app.ConnectionString);

        await ExecuteAsync(source, """ALTER TABLE fold."Artefacts" RENAME TO "Broken" """);
        var answer = await visitor.SendAsync(HttpMethod.Get, $"/artefacts/{Guid.Empty}/model.cif", accept);
        await ExecuteAsync(source, """ALTER TABLE fold."Broken" RENAME TO "Artefacts" """);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("frame-ancestors 'none'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task A_missing_page_is_a_page_and_missing_data_are_problem_details()
    {
        using var visitor = app.Visit();
        await visitor.SignInAsync();

        var page = await visitor.OpenAsync("/no/such/page");
        var data = await visitor.SendAsync(HttpMethod.Get, $"/artefacts/{Guid.Empty}/model.cif");

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (data.StatusCode, data.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task Pages_are_compressed()
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Url) };
        http.DefaultRequestHeaders.Add("Accept-Encoding", "gzip");

        var answer = await http.GetAsync(Links.SignIn, TestContext.Current.CancellationToken);

        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
