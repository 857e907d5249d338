using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace FoldCP.Jobs.Folds;

/// <summary>Figures and traces about folds, under the name <see cref="Name"/>.</summary>
public sealed class FoldMetrics
{
    /// <summary>The name of the meter and of the activity source.</summary>
    public const string Name = "FoldCP.Folds";

    internal static readonly ActivitySource Activities = new(Name);

    private readonly Counter<long> _moves;
    private readonly Histogram<double> _waited;
    private readonly Histogram<double> _ran;
    private volatile IReadOnlyDictionary<FoldState, int> _open = new Dictionary<FoldState, int>();

    public FoldMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _moves = meter.CreateCounter<long>("foldcp.folds.moves", "{fold}", "Folds that entered a state.");
        _waited = meter.CreateHistogram<double>("foldcp.folds.waited", "s", "From the order to the engine's start.");
        _ran = meter.CreateHistogram<double>("foldcp.folds.ran", "s", "From the engine's start to the end.");
        meter.CreateObservableGauge("foldcp.folds.open", Open, "{fold}", "Folds that have not ended, by state.");
    }

    /// <summary>A fold has entered its state.</summary>
    internal void Moved(Fold fold)
    {
        var state = KeyValuePair.Create<string, object?>("state", fold.State.ToString());
        _moves.Add(1, state);
        if (fold is { State: FoldState.Running, StartedAt: { } started })
            _waited.Record((started - fold.QueuedAt).TotalSeconds);
        if (fold is { EndedAt: { } ended, StartedAt: { } began })
            _ran.Record((ended - began).TotalSeconds, state);
    }

    internal void Counted(IReadOnlyDictionary<FoldState, int> open) => _open = open;

    private IEnumerable<Measurement<int>> Open()
        => _open.Select(x => new Measurement<int>(x.Value, KeyValuePair.Create<string, object?>("state", x.Key.ToString())));
}
