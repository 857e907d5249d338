using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Layers;

/// <summary>
/// While training, leaves whole lines of an update out at random; what it lets pass is the stronger for it. Which ones is for
/// the training to say (<see cref="From"/>): without draws, nothing is left out.
/// </summary>
public sealed class LineDropout : Module
{
    private static readonly AsyncLocal<Func<long, long, Tensor>?> s_draws = new();

    private readonly double _rate;
    private readonly Mesh _mesh;

    /// <param name="rate">how often a line is left out</param>
    /// <param name="mesh">on which updates lie</param>
    public LineDropout(double rate, Mesh mesh)
        : base(nameof(LineDropout))
    {
        (_rate, _mesh) = (rate, mesh);
        RegisterComponents();
    }

    /// <summary>
    /// Chooses where this thread and those that it starts have their draws from, until it is disposed: numbers between 0 and 1
    /// for so many items of so many lines, [B, lines], the same on all ranks.
    /// </summary>
    public static IDisposable From(Func<long, long, Tensor> draws)
    {
        var former = new Choice(s_draws.Value);
        s_draws.Value = draws;
        return former;
    }

    /// <summary>An update [B, i, j, C] without some of its rows.</summary>
    /// <param name="update">of which this rank has a block</param>
    /// <param name="rows">how many there are in all</param>
    public Tensor OfRows(Tensor update, long rows)
        => Kept(update, rows) is { } kept ? update * _mesh.RowPart(kept, 1).unsqueeze(2).unsqueeze(3) : update;

    /// <summary>An update [B, i, j, C] without some of its columns.</summary>
    /// <param name="update">of which this rank has a block</param>
    /// <param name="columns">how many there are in all</param>
    public Tensor OfColumns(Tensor update, long columns)
        => Kept(update, columns) is { } kept ? update * _mesh.ColPart(kept, 1).unsqueeze(1).unsqueeze(3) : update;

    private Tensor? Kept(Tensor update, long lines)
        => training && s_draws.Value is { } draws ? (draws(update.shape[0], lines) >= _rate).to(update.Wide().dtype) / (1 - _rate) : null;

    private sealed record Choice(Func<long, long, Tensor>? Former) : IDisposable
    {
        public void Dispose() => s_draws.Value = Former;
    }
}
