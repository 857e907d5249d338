using FoldCP.Web.Frame.Parts;
using Xunit;

namespace FoldCP.Web.Tests.Frame;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(999, "999 B")]
    [InlineData(1_000, "1.0 kB")]
    [InlineData(99_949, "99.9 kB")]
    [InlineData(99_950, "100 kB")]
    [InlineData(999_499, "999 kB")]
    [InlineData(999_500, "1.0 MB")]
    [InlineData(5_027_864, "5.0 MB")]
    [InlineData(2_147_483_648, "2.1 GB")]
    public void Bytes_are_written_with_decimal_units(long bytes, string text) => Assert.Equal(text, Plain(Figures.Bytes(bytes)));

    [Theory]
    [InlineData(0.4, "< 1 s")]
    [InlineData(42, "42 s")]
    [InlineData(200, "3 min 20 s")]
    [InlineData(18_720, "5 h 12 min")]
    [InlineData(183_600, "2 d 3 h")]
    public void Durations_have_their_two_largest_units(double seconds, string text)
        => Assert.Equal(text, Plain(Figures.Duration(TimeSpan.FromSeconds(seconds))));

    [Theory]
    [InlineData(0, "just now")]
    [InlineData(60, "1 min ago")]
    [InlineData(3_540, "59 min ago")]
    [InlineData(3_600, "1 h ago")]
    [InlineData(90_000, "yesterday")]
    [InlineData(3 * 86_400, "3 days ago")]
    [InlineData(20 * 86_400, "5 Nov")]
    [InlineData(400 * 86_400, "21 Oct 2025")]
    public void The_past_is_told_in_words_and_later_as_a_date(int secondsAgo, string text)
    {
        var now = new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

        var told = Figures.Ago(now.AddSeconds(-secondsAgo), now);

        Assert.Equal(text, Plain(told));
    }

    [Theory]
    [InlineData(1, "1 complex")]
    [InlineData(3_633, "3,633 complexes")]
    public void Counted_things_agree_with_their_number(int number, string text) => Assert.Equal(text, Figures.Count(number, "complex", "complexes"));

    private static string Plain(string text) => text.Replace(Figures.Gap, ' ');
}
