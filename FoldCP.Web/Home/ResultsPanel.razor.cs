using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Home;

/// <summary>The folds that ended well most recently, with the figures that say how far to trust them.</summary>
public sealed partial class ResultsPanel
{
    [Parameter, EditorRequired] public required IReadOnlyList<ResultLine> Results { get; set; }

    private static string Score(double? value, double scale)
        => value is { } known ? (known * scale).ToString(scale == 1 ? "0.00" : "0.0", CultureInfo.InvariantCulture) : "–";

    /// <summary>AlphaFold DB's bins; a boundary belongs to the lower one. What means nothing has no colour.</summary>
    private static string BinOf(ResultLine result) => (result.Plddt * 100) switch
    {
        null => "none",
        _ when result.Trained == false => "none",
        <= 50 => "very-low",
        <= 70 => "low",
        <= 90 => "high",
        _ => "very-high",
    };
}
