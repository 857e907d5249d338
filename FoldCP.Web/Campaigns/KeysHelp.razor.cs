namespace FoldCP.Web.Campaigns;

/// <summary>Which keys a list of complexes knows.</summary>
public sealed partial class KeysHelp
{
    private static readonly IReadOnlyList<(string[] Keys, string What)> Lines =
    [
        (["j", "↓"], "Next complex"),
        (["k", "↑"], "Previous complex"),
        (["Page ↓", "Page ↑"], "A page on or back"),
        (["Home", "End"], "First, last"),
        (["Enter"], "Open"),
        (["Space"], "Select, or leave out"),
        (["Shift", "↓"], "Select a range"),
        (["Ctrl", "A"], "Select all that match"),
        (["Esc"], "Select none; close what is open"),
        (["/"], "Filter"),
        (["Ctrl", "K"], "Go to a campaign or complex"),
        (["?"], "These keys"),
    ];
}
