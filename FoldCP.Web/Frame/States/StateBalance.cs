using FoldCP.Web.Frame.Parts;

namespace FoldCP.Web.Frame.States;

/// <summary>How many complexes are in each state; the parts always add up to <see cref="Total"/>.</summary>
public sealed class StateBalance(IReadOnlyDictionary<ComplexState, int> counts)
{
    public static readonly StateBalance Empty = new(new Dictionary<ComplexState, int>());

    public int Total => counts.Values.Sum();

    public int this[ComplexState state] => counts.GetValueOrDefault(state);

    /// <summary>Complexes whose fold is asked for and not over.</summary>
    public int Underway => this[ComplexState.Queued] + Active;

    /// <summary>Complexes that something is being done for at this moment.</summary>
    public int Active => this[ComplexState.Preparing] + this[ComplexState.Running] + this[ComplexState.Collecting];

    /// <summary>The states that occur, in the order of bars.</summary>
    public IEnumerable<(ComplexState State, int Count)> Parts
        => StateLook.Order.Select(state => (state, this[state])).Where(part => part.Item2 > 0);

    /// <summary>"7 done, 2 running, 1 failed".</summary>
    public string InWords => string.Join(", ", Parts.Select(Word));

    private static string Word((ComplexState State, int Count) part)
        => $"{Figures.Count(part.Count)} {StateLook.Of(part.State).Word.ToLowerInvariant()}";
}
