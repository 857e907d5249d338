using FoldCP.Jobs.Folds;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Live;

/// <summary>
/// Keeps the page that it stands on true for as long as it stands there: asks it to read anew after changes of folds. A database
/// that is away is waited for; any other fault of reading is a fault of the page.
/// </summary>
public sealed class Follow(FoldChanges changes, DatabaseWait database, TimeProvider clock) : ComponentBase, IDisposable
{
    private static readonly TimeSpan s_longestRest = TimeSpan.FromSeconds(3);

    private readonly CancellationTokenSource _gone = new();

    /// <summary>Whose folds; null for those of all campaigns. To change it takes another one of these (<c>@key</c>).</summary>
    [Parameter] public Guid? Campaign { get; set; }

    /// <summary>Folds report several times a second; nobody reads that fast.</summary>
    [Parameter, EditorRequired] public required TimeSpan AtMostEvery { get; set; }

    /// <summary>Reads; what it read is shown then. It is called once at once.</summary>
    [Parameter, EditorRequired] public required EventCallback Changed { get; set; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    /// <summary>What it throws reaches the page's error boundary, as it would not from a task that nobody awaits.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        var gone = _gone.Token;
        try
        {
            await foreach (bool _ in changes.WatchAsync(Campaign, gone))
            {
                gone.ThrowIfCancellationRequested();   // closed between the news and this line
                long begin = clock.GetTimestamp();
                await database.UntilReadAsync(() => Changed.InvokeAsync(), gone);
                await Task.Delay(RestAfter(clock.GetElapsedTime(begin)), clock, gone);
            }
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
            // The page was closed: nobody is left to show it to.
        }
    }

    /// <summary>Where reading takes long, for its size or for many readers, most of the time is left to others.</summary>
    private TimeSpan RestAfter(TimeSpan reading) => TimeSpan.FromTicks(Math.Clamp(4 * reading.Ticks, AtMostEvery.Ticks, s_longestRest.Ticks));
}
