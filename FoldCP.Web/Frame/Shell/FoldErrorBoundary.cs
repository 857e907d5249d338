using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FoldCP.Web.Frame.Shell;

/// <summary>Holds the page. When the page breaks, a note with the log's reference stands in its place and the frame goes on.</summary>
public sealed partial class FoldErrorBoundary(ILogger<FoldErrorBoundary> logger) : ErrorBoundaryBase
{
    private string? _reference;

    protected override Task OnErrorAsync(Exception exception)
    {
        _reference = Activity.Current?.TraceId.ToHexString() ?? Guid.CreateVersion7().ToString("N");
        LogBroken(_reference, exception);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is null)
        {
            builder.AddContent(0, ChildContent);
            return;
        }

        builder.OpenComponent<BrokenPage>(1);
        builder.AddComponentParameter(2, nameof(BrokenPage.Reference), _reference);
        builder.AddComponentParameter(3, nameof(BrokenPage.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(LogLevel.Error, "A page broke; it shows the reference {Reference}")]
    private partial void LogBroken(string reference, Exception exception);
}
