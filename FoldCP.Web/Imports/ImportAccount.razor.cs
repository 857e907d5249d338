using FoldCP.Jobs.Imports;
using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>The sums over all complexes that would be imported.</summary>
public sealed partial class ImportAccount
{
    [Parameter, EditorRequired] public required ImportTotals Totals { get; set; }

    private StateBalance Balance => new(new Dictionary<ComplexState, int>
    {
        [ComplexState.Ready] = Totals.Ready,
        [ComplexState.MissingSequences] = Totals.Complexes - Totals.Ready - Totals.Unsupported,
        [ComplexState.Unsupported] = Totals.Unsupported,
    });
}
