using FoldCP.Jobs.Imports;
using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>The last step: a name, what will be stored, and the button that stores it.</summary>
public sealed partial class ConfirmBar
{
    private string? _typed;

    [Parameter, EditorRequired] public required ImportTotals Totals { get; set; }

    /// <summary>Rows of the complex set that are left out.</summary>
    [Parameter, EditorRequired] public int Rejected { get; set; }

    /// <summary>What the campaign is called until a person says otherwise.</summary>
    [Parameter, EditorRequired] public required string SuggestedName { get; set; }

    /// <summary>The campaign that was made of these files already.</summary>
    [Parameter] public Guid? Became { get; set; }

    /// <summary>Why it cannot be confirmed; null if it can.</summary>
    [Parameter] public string? Obstacle { get; set; }

    /// <summary>How many files are being read anew, which the sums do not know yet.</summary>
    [Parameter] public int Reading { get; set; }

    [Parameter] public bool Busy { get; set; }

    /// <summary>With the campaign's name.</summary>
    [Parameter, EditorRequired] public EventCallback<string> OnConfirm { get; set; }

    private string Name => _typed ?? SuggestedName;

    private string Summary
    {
        get
        {
            var waiting = Totals.Complexes - Totals.Ready - Totals.Unsupported;
            var parts = new List<string> { $"{Figures.Count(Totals.Ready)} ready to fold" };
            if (waiting > 0)
                parts.Add($"{Figures.Count(waiting)} wait for sequences");
            if (Totals.Unsupported > 0)
                parts.Add($"{Figures.Count(Totals.Unsupported)} cannot be folded yet");
            if (Rejected > 0)
                parts.Add($"{Figures.Count(Rejected, "row")} left out");
            return string.Join(" · ", parts);
        }
    }

    private void Rename(ChangeEventArgs change) => _typed = change.Value as string ?? "";
}
