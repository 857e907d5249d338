using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>A figure with its label and unit; an unknown one has a reason.</summary>
public sealed partial class Stat
{
    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>Already formatted, see <see cref="Figures"/>; null when unknown.</summary>
    [Parameter, EditorRequired] public string? Value { get; set; }

    [Parameter] public string? Unit { get; set; }

    /// <summary>Why there is no value: "not computed".</summary>
    [Parameter] public string? WhyNot { get; set; }

    /// <summary>The name of a state's colours, where the figure explains a part of a bar.</summary>
    [Parameter] public string? Colour { get; set; }

    /// <summary>Definition and direction, on hover.</summary>
    [Parameter] public string? Hint { get; set; }
}
