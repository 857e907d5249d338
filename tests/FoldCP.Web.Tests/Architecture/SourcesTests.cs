using System.Text.RegularExpressions;
using Xunit;

namespace FoldCP.Web.Tests.Architecture;

public sealed partial class SourcesTests
{
    private const int MostLines = 400;

    // In two parts, so that this file has none of them.
    private static readonly string[] s_openEnds = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "NotImplemented" + "Exception"];

    [Fact]
    public void No_file_is_longer_than_a_sitting()
    {
        Assert.DoesNotContain(Sources.All(), x => Path.GetExtension(x) != ".md" && File.ReadLines(x).Count() > MostLines);
    }

    [Fact]
    public void Nothing_is_left_open()
    {
        Assert.DoesNotContain(Sources.All(), x => s_openEnds.Any(mark => File.ReadAllText(x).Contains(mark, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_command_of_the_readme_exists()
    {
        string script = File.ReadAllText(Repository.PathOf("foldcp"));
        string engine = string.Concat(Directory.EnumerateFiles(Repository.PathOf("FoldCP.Engine/Run"), "*Command.cs", SearchOption.AllDirectories).Select(File.ReadAllText));

        var words = Command().Matches(File.ReadAllText(Repository.PathOf("README.md"))).Select(x => x.Groups[1].Value).Distinct().ToList();

        Assert.Superset(new HashSet<string> { "demo", "test", "fold" }, words.ToHashSet());
        Assert.All(words, word => Assert.True(OwnWord(word).IsMatch(script) || engine.Contains($"(\"{word}\",", StringComparison.Ordinal), word));
    }

    [Fact]
    public void Every_page_that_a_page_links_to_exists()
    {
        foreach (string page in new[] { Repository.PathOf("README.md") }.Concat(Sources.In("docs")))
        {
            string folder = Path.GetDirectoryName(page)!;
            Assert.All(Link().Matches(File.ReadAllText(page)), x => Assert.True(File.Exists(Path.Combine(folder, x.Groups[1].Value)), $"{page}: {x.Value}"));
        }
    }

    private static Regex OwnWord(string word) => new($@"^ +([a-z-]+ \| )*{word}( \| [a-z-]+)*\)", RegexOptions.Multiline);

    [GeneratedRegex(@"\./foldcp ([a-z]+(?:-[a-z]+)*)")]
    private static partial Regex Command();

    // Pages only; addresses of the web have a colon.
    [GeneratedRegex(@"\]\(([^):#]+\.md|[A-Z]+)\)")]
    private static partial Regex Link();
}
