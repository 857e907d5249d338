using System.Text.RegularExpressions;
using Xunit;

namespace FoldCP.Web.Tests.Architecture;

public sealed partial class ArchitecturePageTests
{
    [Fact]
    public void Every_file_that_the_page_names_exists()
    {
        var files = Named().Matches(File.ReadAllText(Repository.PathOf("docs/architecture.md"))).Select(x => x.Groups[1].Value).ToList();

        Assert.True(files.Count > 30, $"Only {files.Count} files were found.");
        Assert.DoesNotContain(files, x => !File.Exists(Repository.PathOf(x)));
    }

    [GeneratedRegex(@"`((?:FoldCP\.|tests/)[^`]+\.(?:cs|js|razor))`")]
    private static partial Regex Named();
}
