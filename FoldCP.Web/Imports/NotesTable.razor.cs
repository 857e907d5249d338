using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>Every warning and every rejected row, with line, value and reason; thousands are scrolled, not rendered.</summary>
public sealed partial class NotesTable
{
    private List<FileNote> _shown = [];

    [Parameter, EditorRequired] public required IReadOnlyList<FileNote> Notes { get; set; }

    [Parameter, EditorRequired] public NoteFilter Filter { get; set; }

    [Parameter, EditorRequired] public required string Find { get; set; }

    /// <summary>Where all notes are to be had as a file.</summary>
    [Parameter, EditorRequired] public required string CsvHref { get; set; }

    [Parameter] public EventCallback<NoteFilter> OnFilter { get; set; }

    [Parameter] public EventCallback<string> OnFind { get; set; }

    private IEnumerable<(NoteFilter Filter, string Word, int Count)> Filters =>
    [
        (NoteFilter.All, "All", Notes.Count),
        (NoteFilter.Rejected, "Rejected", Notes.Count(x => x.Note.Severity == NoteSeverity.Rejected)),
        (NoteFilter.Warnings, "Warnings", Notes.Count(x => x.Note.Severity == NoteSeverity.Warning)),
    ];

    protected override void OnParametersSet()
        => _shown = [.. Notes.Where(x => Matches(x.Note.Severity) && Matches(x))];

    private static string KindOf(ImportNote note) => note.Severity == NoteSeverity.Rejected ? "failed" : "warning";

    private bool Matches(NoteSeverity severity) => Filter switch
    {
        NoteFilter.Rejected => severity == NoteSeverity.Rejected,
        NoteFilter.Warnings => severity == NoteSeverity.Warning,
        _ => true,
    };

    private bool Matches(FileNote row)
        => Find.Length == 0 || new[] { row.FileName, row.Note.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Note.Item, row.Note.Value, row.Note.Reason }
            .Any(x => x?.Contains(Find, StringComparison.OrdinalIgnoreCase) == true);
}
