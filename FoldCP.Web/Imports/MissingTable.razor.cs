using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>The proteins without a sequence, those that hold up most first.</summary>
public sealed partial class MissingTable
{
    [Parameter, EditorRequired] public required IReadOnlyList<MissingSequence> Missing { get; set; }

    /// <summary>Where the list is to be had as a file.</summary>
    [Parameter, EditorRequired] public required string TsvHref { get; set; }

    private ICollection<MissingSequence> Rows => Missing as ICollection<MissingSequence> ?? [.. Missing];
}
