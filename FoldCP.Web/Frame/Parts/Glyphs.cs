namespace FoldCP.Web.Frame.Parts;

/// <summary>The drawings of <see cref="Icon"/>: SVG paths on a 16 × 16 sheet, drawn with a 1.5 px pen.</summary>
public static class Glyphs
{
    private const string Ring = "M8 1.75a6.25 6.25 0 1 1 0 12.5a6.25 6.25 0 0 1 0-12.5z";

    public const string Home = "M2.5 7.25L8 2.5l5.5 4.75M4 6v7.25h8V6M6.75 13.25v-3.5h2.5v3.5";
    public const string Campaigns = "M8 1.75l6.25 3.1L8 8 1.75 4.85zM1.75 8.1L8 11.2l6.25-3.1M1.75 11.2l6.25 3.05 6.25-3.05";
    public const string Complex = "M5.25 2.25a2.5 2.5 0 1 1 0 5a2.5 2.5 0 0 1 0-5zM11.25 4.5a2 2 0 1 1 0 4a2 2 0 0 1 0-4zM7.5 8.5a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5z";
    public const string Administration = "M2 4.75h5M11 4.75h3M2 11.25h3M9 11.25h5M9 2.75a2 2 0 1 1 0 4a2 2 0 0 1 0-4zM7 9.25a2 2 0 1 1 0 4a2 2 0 0 1 0-4z";

    public const string Search = "M7 2.25a4.75 4.75 0 1 1 0 9.5a4.75 4.75 0 0 1 0-9.5zM10.5 10.5l3.5 3.5";
    public const string ChevronRight = "M6 3.5L10.5 8 6 12.5";
    public const string ChevronDown = "M3.5 6L8 10.5 12.5 6";
    public const string ArrowRight = "M2.5 8h11M9 3.5L13.5 8 9 12.5";
    public const string ArrowLeft = "M13.5 8h-11M7 3.5L2.5 8 7 12.5";
    public const string Plus = "M8 2.75v10.5M2.75 8h10.5";
    public const string Cross = "M3.5 3.5l9 9M12.5 3.5l-9 9";
    public const string Check = "M2.75 8.5l3.5 3.5 7-8";
    public const string Copy = "M5.75 5.75h7.5v7.5h-7.5zM10.25 5.75v-3h-7.5v7.5h3";
    public const string Download = "M8 2v8M4.5 6.75L8 10.25l3.5-3.5M2.5 13.5h11";
    public const string Upload = "M8 10.25v-8M4.5 5.5L8 2l3.5 3.5M2.5 13.5h11";
    public const string File = "M3.75 1.75h5.5l3 3v9.5h-8.5zM9 1.75v3.25h3.25";
    public const string Person = "M8 2a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5zM2.75 14c.4-2.6 2.5-4 5.25-4s4.85 1.4 5.25 4";
    public const string SignOut = "M6.25 2.25h-3.5v11.5h3.5M6.5 8h7M10.5 5l3 3-3 3";
    public const string Sun = "M8 5.25a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 0 1 0-5.5zM8 1.25v1.5M8 13.25v1.5M1.25 8h1.5M13.25 8h1.5M3.2 3.2l1.1 1.1M11.7 11.7l1.1 1.1M12.8 3.2l-1.1 1.1M4.3 11.7l-1.1 1.1";
    public const string Moon = "M13.5 9.6A5.75 5.75 0 1 1 6.4 2.5a4.6 4.6 0 0 0 7.1 7.1z";
    public const string Screen = "M1.75 2.75h12.5v8.5H1.75zM5.5 14h5";
    public const string Info = Ring + "M8 7.25v3.75M8 4.9v.1";
    public const string Warning = "M8 2.25l6.25 11.25H1.75zM8 6.75v3M8 11.6v.1";

    public const string Ready = Ring;
    public const string Missing = Ring + "M6.25 6.25c0-1 .75-1.6 1.75-1.6s1.75.65 1.75 1.55c0 1.3-1.75 1.4-1.75 2.7M8 11.1v.1";
    public const string Unsupported = Ring + "M3.7 3.7l8.6 8.6";
    public const string Queued = Ring + "M8 4.5V8l2.25 1.5";
    public const string Preparing = Ring + "M5 8v.01M8 8v.01M11 8v.01";
    public const string Running = Ring + "M6.75 5.4v5.2L10.9 8z";
    public const string Collecting = Ring + "M8 4.75v5M5.75 7.75L8 10l2.25-2.25M5.75 11.5h4.5";
    public const string Done = Ring + "M5.25 8.25l2 2 3.6-4.2";
    public const string Failed = Ring + "M5.75 5.75l4.5 4.5M10.25 5.75l-4.5 4.5";
    public const string Cancelled = Ring + "M5.25 8h5.5";
}
