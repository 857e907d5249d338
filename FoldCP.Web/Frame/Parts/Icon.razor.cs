using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>A drawing from <see cref="Glyphs"/> in the colour of the text around it; never without a word beside it or a label.</summary>
public sealed partial class Icon
{
    [Parameter, EditorRequired] public required string Of { get; set; }

    /// <summary>Pixels.</summary>
    [Parameter] public int Size { get; set; } = 16;
}
