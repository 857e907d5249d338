namespace FoldCP.Web.Frame.Shell;

/// <summary>A place that the palette can lead to.</summary>
/// <param name="Group">the heading it stands under</param>
/// <param name="Glyph">one of <see cref="Parts.Glyphs"/></param>
/// <param name="Text">its name</param>
/// <param name="Detail">what tells it from its namesakes: an id, a campaign</param>
/// <param name="Href">where it is</param>
public sealed record Destination(string Group, string Glyph, string Text, string? Detail, string Href);
