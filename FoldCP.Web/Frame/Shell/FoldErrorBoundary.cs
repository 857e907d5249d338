using System.Diagnostics;
using FoldCP.Jobs;
using FoldCP.Web.Frame.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace FoldCP.Web.Frame.Shell;

/// <summary>
/// Holds the page, or a part of the frame. When that breaks, a note with the log's reference stands in its place and the rest goes
/// on; where only the database is away, the page comes back by itself.
/// </summary>
public sealed partial class FoldErrorBoundary(ILogger<FoldErrorBoundary> logger) : ErrorBoundaryBase
{
    private string? _reference;

    protected override Task OnErrorAsync(Exception exception)
    {
        if (exception.IsDatabaseAway())
        {
            LogAway(exception.Message);
            return Task.CompletedTask;
        }
        _reference = Activity.Current?.TraceId.ToHexString() ?? Guid.CreateVersion7().ToString("N");
        LogBroken(_reference, exception);
        return Task.CompletedTask;
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        if (CurrentException is not { } fault)
            builder.AddContent(0, ChildContent);
        else if (ErrorContent is not null)
            builder.AddContent(1, ErrorContent(fault));
        else if (fault.IsDatabaseAway())
            BuildAway(builder);
        else
            BuildBroken(builder);
    }

    private void BuildAway(RenderTreeBuilder builder)
    {
        builder.OpenComponent<AwayPage>(2);
        builder.AddComponentParameter(3, nameof(AwayPage.OnBack), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    private void BuildBroken(RenderTreeBuilder builder)
    {
        builder.OpenComponent<BrokenPage>(4);
        builder.AddComponentParameter(5, nameof(BrokenPage.Reference), _reference);
        builder.AddComponentParameter(6, nameof(BrokenPage.OnRetry), EventCallback.Factory.Create(this, Recover));
        builder.CloseComponent();
    }

    [LoggerMessage(LogLevel.Warning, "A page waits for the database: {Cause}")]
    private partial void LogAway(string cause);

    [LoggerMessage(LogLevel.Error, "A page broke; it shows the reference {Reference}")]
    private partial void LogBroken(string reference, Exception exception);
}
