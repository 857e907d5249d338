using System.Globalization;

namespace FoldCP.Web.Frame.Parts;

/// <summary>How figures are written: thousands separated, units after a space that does not break.</summary>
public static class Figures
{
    /// <summary>Between a number and its unit.</summary>
    public const char Gap = '\u00a0';

    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>"1 complex", "3,633 complexes".</summary>
    public static string Count(long number, string one, string? many = null) => $"{Count(number)} {(number == 1 ? one : many ?? one + "s")}";

    /// <summary>Decimal units, as file managers and network tools count: 5 027 864 is 5.0 MB.</summary>
    public static string Bytes(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 999.5 && unit < Units.Length - 1; unit++)
            size /= 1000;

        var format = unit == 0 || size >= 99.95 ? "N0" : "N1";
        return size.ToString(format, CultureInfo.InvariantCulture) + Gap + Units[unit];
    }

    /// <summary>The two largest units: "42 s", "3 min 20 s", "5 h 12 min", "2 d 3 h".</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalSeconds: < 1 } => $"<{Gap}1{Gap}s",
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds}{Gap}s",
        { TotalHours: < 1 } => $"{time.Minutes}{Gap}min {time.Seconds}{Gap}s",
        { TotalDays: < 1 } => $"{time.Hours}{Gap}h {time.Minutes}{Gap}min",
        _ => $"{(int)time.TotalDays}{Gap}d {time.Hours}{Gap}h",
    };

    /// <summary>"just now", "4 min ago", "yesterday", then the date.</summary>
    public static string Ago(DateTimeOffset then, DateTimeOffset now) => (now - then) switch
    {
        { TotalSeconds: < 45 } => "just now",
        { TotalMinutes: < 59.5 } age => $"{Math.Max(1, Math.Round(age.TotalMinutes))}{Gap}min ago",
        { TotalHours: < 23.5 } age => $"{Math.Round(age.TotalHours)}{Gap}h ago",
        { TotalDays: < 1.75 } => "yesterday",
        { TotalDays: < 6.5 } age => $"{Math.Round(age.TotalDays)} days ago",
        _ when then.Year == now.Year => then.ToString("d MMM", CultureInfo.InvariantCulture),
        _ => then.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
    };

    public static string Instant(DateTimeOffset at) => at.ToUniversalTime().ToString("d MMM yyyy, HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
}
