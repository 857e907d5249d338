using System.Globalization;
using System.Text.RegularExpressions;
using Xunit;

namespace FoldCP.Web.Tests.Frame;

/// <summary>The token file keeps its promise: each ink is readable on each paper it is used on, light and dark (WCAG 2.2, AA).</summary>
public sealed partial class TokensTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> s_tokens =
        Pair().Matches(File.ReadAllText(Repository.PathOf("wwwroot/css/tokens.css")))
            .ToDictionary(x => x.Groups[1].Value, x => (x.Groups[2].Value, x.Groups[3].Value));

    public static TheoryData<string, string> InksOnPapers()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var ink in new[] { "ink", "ink-2", "ink-3" })
        {
            foreach (var paper in new[] { "paper", "surface", "raised", "sunken", "hover" })
                pairs.Add(ink, paper);
        }

        foreach (var state in new[] { "ready", "queued", "preparing", "running", "done", "warning", "failed", "cancelled" })
        {
            pairs.Add(state, $"{state}-tint");
            pairs.Add(state, "surface");
            pairs.Add(state, "hover");
        }

        pairs.Add("on-ink", "ink");
        return pairs;
    }

    [Theory]
    [MemberData(nameof(InksOnPapers))]
    public void Text_has_enough_contrast(string ink, string paper)
    {
        var (text, ground) = (s_tokens[ink], s_tokens[paper]);

        var light = Contrast(text.Light, ground.Light);
        var dark = Contrast(text.Dark, ground.Dark);

        Assert.True(light >= 4.5, $"--{ink} on --{paper}, light: {light:0.00}");
        Assert.True(dark >= 4.5, $"--{ink} on --{paper}, dark: {dark:0.00}");
    }

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }

        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")]
    private static partial Regex Pair();
}
