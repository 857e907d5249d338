using FoldCP.Jobs.Clusters;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Folds;

/// <summary>Chooses on how many ranks of this computer a complex is folded.</summary>
public sealed class RankPlanner(IOptions<EngineOptions> engine)
{
    // Below, a fold takes a minute, and ranks would wait for one another more than they save.
    private const int WorthSharing = 1_000;

    // Of the demo's network, fitted to what was measured (docs/benchmarks.md, 600 and 1,200 tokens).
    private const double FixedBytes = 530e6;
    private const double PairBytes = 405;

    /// <summary>So many there may be.</summary>
    public int Most => engine.Value.MostRanks;

    /// <param name="tokens">of the complex</param>
    /// <param name="asked">somebody's own number; null: the best</param>
    public RankChoice For(int tokens, int? asked)
    {
        // A row or a column of ranks needs a token each.
        int ranks = Math.Clamp(asked ?? (tokens < WorthSharing ? 1 : Most), 1, Math.Clamp(tokens, 1, Most));
        string why = asked is not null ? "as asked"
            : Most == 1 ? "this computer lends one"
            : ranks == 1 ? $"below {WorthSharing} residues one is quickest"
            : "all that this computer lends, as it ends soonest so";
        return new(ranks, FixedBytes + (PairBytes * tokens * tokens / ranks), why);
    }
}
