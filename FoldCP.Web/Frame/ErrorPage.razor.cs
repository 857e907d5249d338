using System.Diagnostics;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame;

/// <summary>What a person sees when a request threw: never the exception, always the reference to find it by.</summary>
public sealed partial class ErrorPage
{
    [CascadingParameter] private HttpContext? Http { get; set; }

    private string? Reference => Activity.Current?.TraceId.ToHexString() ?? Http?.TraceIdentifier;
}
