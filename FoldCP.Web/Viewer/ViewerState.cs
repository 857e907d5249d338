using System.Text.Json.Serialization;

namespace FoldCP.Web.Viewer;

/// <summary>What the colours of a structure say.</summary>
public enum StructureColour { Plddt, Chain }

/// <summary>How a structure is drawn. Spacefill stands in for Cartoon where neighbouring residues are too far apart to be joined.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<StructureStyle>))]
public enum StructureStyle { Cartoon, Surface, Spacefill }

/// <summary>Where the viewer is on its way to a picture.</summary>
public enum ViewerPhase { Empty, Loading, Shown, Failed }

/// <summary>Why there is no picture.</summary>
public enum ViewerFailure { Gone, NotAllowed, Unreachable, Unreadable, Unavailable, NoWebGl }

/// <summary>What a viewer shows, and, if nothing, why.</summary>
public sealed record ViewerState(ViewerPhase Phase, StructureStyle DrawnAs = StructureStyle.Cartoon, ViewerFailure? Failure = null, string? Detail = null)
{
    public static readonly ViewerState Empty = new(ViewerPhase.Empty);

    public int Atoms { get; init; }

    public int Residues { get; init; }

    public static ViewerState FailedBy(string kind, string detail)
        => new(ViewerPhase.Failed, Failure: Enum.TryParse(kind, out ViewerFailure known) ? known : ViewerFailure.Unreadable, Detail: detail);

    /// <summary>The failure in the user's words: what happened and what to do.</summary>
    public (string What, string Remedy)? InWords => Failure switch
    {
        null => null,
        ViewerFailure.Gone => ("The structure file is no longer there.", "Fold the complex again to get a new one; its scores are kept."),
        ViewerFailure.NotAllowed => ("You may not read this structure.", "Sign in again, or ask the campaign's owner."),
        ViewerFailure.Unreachable => ("The server did not answer.", "Check the connection, then try again."),
        ViewerFailure.Unreadable => ("The structure file could not be read.", "Download it below and open it in another program; the log has the details."),
        ViewerFailure.NoWebGl => ("This browser does not offer WebGL, which 3D needs.", "Switch hardware acceleration on, or use another browser; the file can be downloaded."),
        _ => ("The 3D viewer could not be loaded.", "Reload the page; if it stays like this, the installation lacks lib/molstar."),
    };
}

/// <summary>The bins of AlphaFold DB, best first.</summary>
/// <param name="Colour">as in tokens.css</param>
/// <param name="Range">of pLDDT, 0 to 100</param>
/// <param name="Word">what it means</param>
public sealed record PlddtBin(string Colour, string Range, string Word)
{
    public static readonly IReadOnlyList<PlddtBin> All =
    [
        new("var(--plddt-very-high)", "> 90", "very high"),
        new("var(--plddt-high)", "70–90", "confident"),
        new("var(--plddt-low)", "50–70", "low"),
        new("var(--plddt-very-low)", "≤ 50", "very low"),
    ];
}
