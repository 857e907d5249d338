using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>The given files: what each was recognised as and what became of its rows.</summary>
public sealed partial class FileList
{
    [Parameter, EditorRequired] public required IReadOnlyList<GivenFile> Files { get; set; }

    [Parameter, EditorRequired] public EventCallback<Guid> OnRemove { get; set; }

    private static string RoleOf(GivenFile file) => (file.Kind.Content, file.Kind.Format) switch
    {
        (UploadContent.ComplexSet, { } format) => $"Complex set · {format}",
        (UploadContent.Sequences, { } format) => $"Sequences · {format}",
        _ => "Not recognised",
    };
}
