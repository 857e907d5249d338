using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>Every warning and every rejected row, with line, value and reason; thousands are scrolled, not rendered.</summary>
public sealed partial class NotesTable(TimeProvider time) : IDisposable
{
    /// <summary>Long enough for a word, short enough not to be noticed.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);

    private List<FileNote> _shown = [];
    private string _text = "";
    private string _sent = "";
    private CancellationTokenSource _typing = new();

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

    public void Dispose()
    {
        _typing.Cancel();
        _typing.Dispose();
    }

    /// <summary>Takes over a text that came from elsewhere, from a link for instance, but never one that is being typed.</summary>
    protected override void OnParametersSet()
    {
        if (Find != _sent)
            _text = _sent = Find;
        _shown = [.. Notes.Where(x => Matches(x.Note.Severity) && Matches(x))];
    }

    private async Task TypeAsync(ChangeEventArgs typed)
    {
        _text = typed.Value as string ?? "";
        _typing.Cancel();
        _typing.Dispose();
        _typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(s_pause, time, _typing.Token);
        }
        catch (OperationCanceledException)
        {
            return; // another key came
        }

        await OnFind.InvokeAsync(_sent = _text);
    }

    private static string KindOf(ImportNote note) => note.Severity == NoteSeverity.Rejected ? "failed" : "warning";

    private bool Matches(NoteSeverity severity) => Filter switch
    {
        NoteFilter.Rejected => severity == NoteSeverity.Rejected,
        NoteFilter.Warnings => severity == NoteSeverity.Warning,
        _ => true,
    };

    private bool Matches(FileNote row)
        => new[] { row.FileName, row.Note.Line.ToString(System.Globalization.CultureInfo.InvariantCulture), row.Note.Item, row.Note.Value, row.Note.Reason }
            .Any(x => x?.Contains(Find.Trim(), StringComparison.OrdinalIgnoreCase) == true);
}
