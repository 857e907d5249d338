using System.Numerics;
using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.States;

namespace FoldCP.Web.Complexes;

/// <summary>A set of states as a value: two with the same members are equal.</summary>
public readonly record struct StateSet
{
    private readonly uint _bits;

    private StateSet(uint bits) => _bits = bits;

    public bool IsEmpty => _bits == 0;

    public int Count => BitOperations.PopCount(_bits);

    /// <summary>The members in the order of bars and filters.</summary>
    public IEnumerable<ComplexState> Members => StateLook.Order.Where(Contains);

    /// <summary>The members that are states of folds, as the database knows them.</summary>
    public FoldState[] Folds
    {
        get
        {
            var set = this;
            return [.. Enum.GetValues<FoldState>().Where(x => set.Contains(ComplexStates.Of(x)))];
        }
    }

    /// <summary>The members that are states of complexes without a fold.</summary>
    public Readiness[] Readinesses
    {
        get
        {
            var set = this;
            return [.. Enum.GetValues<Readiness>().Where(x => set.Contains(ComplexStates.Of(x)))];
        }
    }

    public static StateSet Of(params ReadOnlySpan<ComplexState> states)
    {
        uint bits = 0;
        foreach (var state in states)
            bits |= Bit(state);
        return new StateSet(bits);
    }

    /// <summary>Reads "Done,Failed"; words that are no state are left out.</summary>
    public static StateSet Parse(string text)
        => Of([.. StateLook.Order.Where(x => text.Split(',', StringSplitOptions.TrimEntries).Contains(x.ToString(), StringComparer.OrdinalIgnoreCase))]);

    public bool Contains(ComplexState state) => (_bits & Bit(state)) != 0;

    public StateSet Toggle(ComplexState state) => new(_bits ^ Bit(state));

    public override string ToString() => string.Join(',', Members);

    private static uint Bit(ComplexState state) => 1u << (int)state;
}
