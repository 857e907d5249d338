using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>How far a fold is, or why it is no further.</summary>
public sealed partial class ProgressCell
{
    [Parameter, EditorRequired] public required ComplexRow Row { get; set; }

    private string? StepsInWords => Row.Of is > 1 ? $"{Figures.Count(Row.Step ?? 0)} of {Figures.Count(Row.Of.Value)}" : null;
}
