using System.Net;
using System.Text.RegularExpressions;
using FoldCP.Web.Frame;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

/// <summary>An installed server serves all that its pages need, without the sources beside it.</summary>
public sealed partial class PublishTests(PublishedServer server) : IClassFixture<PublishedServer>
{
    [Theory]
    [InlineData("lib/molstar/molstar.js", "text/javascript")]
    [InlineData("lib/molstar/molstar.css", "text/css")]
    [InlineData("css/tokens.css", "text/css")]
    [InlineData("js/list-keys.js", "text/javascript")]
    [InlineData("fonts/inter-latin-wght-normal.woff2", "font/woff2")]
    [InlineData("favicon.svg", "image/svg+xml")]
    public async Task Files_of_the_web_root_are_served_as_they_are(string file, string type)
    {
        using var visitor = server.Visit();

        var answer = await visitor.OpenAsync("/" + file);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        byte[] expected = await File.ReadAllBytesAsync(Repository.PathOf(Path.Combine("wwwroot", file)), TestContext.Current.CancellationToken);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_and_its_sheets_name_only_files_that_are_there()
    {
        using var visitor = server.Visit();
        string page = await (await visitor.OpenAsync(Links.SignIn)).TextAsync();
        var files = Files().Matches(page).Select(x => "/" + x.Groups["file"].Value.TrimStart('/')).Distinct().ToList();

        var fonts = new List<string>();
        foreach (string sheet in files.Where(x => x.EndsWith(".css", StringComparison.Ordinal)))
            fonts.AddRange(FontFiles().Matches(await (await visitor.OpenAsync(sheet)).TextAsync()).Select(x => new Uri(new Uri("http://server" + sheet), x.Groups["file"].Value).AbsolutePath));

        Assert.Contains(files, x => x.Contains("blazor.web", StringComparison.Ordinal));
        Assert.Contains(files, x => x.Contains("MudBlazor", StringComparison.Ordinal));
        Assert.Contains(files, x => x.StartsWith("/FoldCP.Web.", StringComparison.Ordinal));
        Assert.NotEmpty(fonts);
        foreach (string file in files.Concat(fonts))
            Assert.Equal((file, HttpStatusCode.OK), (file, (await visitor.OpenAsync(file)).StatusCode));
    }

    [Fact]
    public async Task The_scripts_beside_components_are_served()
    {
        string[] scripts = [.. Directory.EnumerateFiles(Repository.PathOf("FoldCP.Web"), "*.razor.js", SearchOption.AllDirectories)
            .Select(x => Path.GetRelativePath(Repository.PathOf("FoldCP.Web"), x)).Where(x => !x.StartsWith("obj", StringComparison.Ordinal) && !x.StartsWith("bin", StringComparison.Ordinal))];
        using var visitor = server.Visit();

        Assert.Contains("Viewer/StructureViewer.razor.js", scripts);
        foreach (string script in scripts)
            Assert.Equal((script, HttpStatusCode.OK), (script, (await visitor.OpenAsync("/" + script)).StatusCode));
    }

    [GeneratedRegex("""<(?:link|script)[^>]+(?:href|src)="(?<file>[^":]+\.(?:css|js|svg|woff2))["?]""")]
    private static partial Regex Files();

    [GeneratedRegex("""url\(["']?(?<file>[^"')]+\.woff2)""")]
    private static partial Regex FontFiles();
}
