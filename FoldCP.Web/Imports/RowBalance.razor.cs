using FoldCP.Jobs.Imports;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Imports;

/// <summary>A file's account in one line that adds up.</summary>
public sealed partial class RowBalance
{
    [Parameter, EditorRequired] public required RowAccount Account { get; set; }
}
