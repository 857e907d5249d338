using FoldCP.Web.Frame.Parts;

namespace FoldCP.Web.Frame.States;

/// <summary>How a state looks: a word, a drawing, and the name of its colours in <c>tokens.css</c>.</summary>
public sealed record StateLook(string Word, string Glyph, string Colour, string Meaning)
{
    private static readonly Dictionary<ComplexState, StateLook> Looks = new()
    {
        [ComplexState.Done] = new("Done", Glyphs.Done, "done", "Folded; its structure can be opened"),
        [ComplexState.Collecting] = new("Collecting", Glyphs.Collecting, "running", "Folded; its results are being stored"),
        [ComplexState.Running] = new("Running", Glyphs.Running, "running", "Being folded"),
        [ComplexState.Preparing] = new("Preparing", Glyphs.Preparing, "preparing", "Its run is being set up"),
        [ComplexState.Queued] = new("Queued", Glyphs.Queued, "queued", "Waits for its turn"),
        [ComplexState.Failed] = new("Failed", Glyphs.Failed, "failed", "Ended without a result; the reason stands with it"),
        [ComplexState.Cancelled] = new("Cancelled", Glyphs.Cancelled, "cancelled", "Stopped by a person"),
        [ComplexState.Ready] = new("Ready", Glyphs.Ready, "ready", "Can be folded"),
        [ComplexState.MissingSequences] = new("No sequence", Glyphs.Missing, "warning", "A member has no sequence yet"),
        [ComplexState.Unsupported] = new("Unsupported", Glyphs.Unsupported, "cancelled", "Has members that cannot be folded yet"),
    };

    /// <summary>Every state in the order of bars and filters: what is finished first, what cannot be done last.</summary>
    public static IReadOnlyCollection<ComplexState> Order => Looks.Keys;

    public static StateLook Of(ComplexState state) => Looks[state];
}
