using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.Live;

namespace FoldCP.Web.Frame.Shell;

/// <summary>How much is being folded at the moment, kept true while it is on the screen.</summary>
public sealed partial class RunningChip(LiveCounts counts) : IDisposable
{
    private static readonly TimeSpan s_atMostEvery = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _gone = new();
    private FoldLoad? _load;

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task CountAsync() => _load = await counts.LoadAsync(_gone.Token);
}
