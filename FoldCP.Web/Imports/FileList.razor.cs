using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>The given files: what each was recognised as and what became of its rows. Every line adds up.</summary>
public sealed partial class FileList
{
    [Parameter, EditorRequired] public required IReadOnlyList<GivenFile> Files { get; set; }

    /// <summary>Where a file's notes of one kind are listed.</summary>
    [Parameter, EditorRequired] public required Func<GivenFile, NoteFilter, string> NotesHref { get; set; }

    [Parameter, EditorRequired] public EventCallback<Guid> OnRemove { get; set; }

    private static IEnumerable<(NoteFilter Kind, int Count)> Noted(RowAccount account)
        => [(NoteFilter.Rejected, account.Rejected), (NoteFilter.Warnings, account.WithWarnings)];

    private static string RoleOf(GivenFile file) => (file.Kind.Content, file.Kind.Format) switch
    {
        (UploadContent.ComplexSet, { } format) => $"Complex set · {format}",
        (UploadContent.Sequences, { } format) => $"Sequences · {format}",
        _ => "Not recognised",
    };
}
