using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>Puts a text on the clipboard; <c>js/frame.js</c> does it in the browser, without a round trip.</summary>
public sealed partial class CopyButton
{
    [Parameter, EditorRequired] public required string Text { get; set; }

    /// <summary>What it copies, for the label: "accession".</summary>
    [Parameter, EditorRequired] public required string What { get; set; }
}
