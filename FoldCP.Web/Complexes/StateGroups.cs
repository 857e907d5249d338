using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Folds;

namespace FoldCP.Web.Complexes;

/// <summary>The states of complexes as people filter and count them; every complex is in exactly one.</summary>
[Flags]
public enum StateGroups
{
    None = 0,
    Ready = 1,
    Waiting = 2,
    Running = 4,
    Done = 8,
    Failed = 16,
    Cancelled = 32,
    MissingSequences = 64,
    Unsupported = 128,
}

/// <summary>How the groups and the states of folds and complexes belong together.</summary>
public static class StateGroupsExtensions
{
    /// <summary>Each single group, in the order in which a bar shows them.</summary>
    public static readonly IReadOnlyList<StateGroups> InOrder =
    [
        StateGroups.Done, StateGroups.Running, StateGroups.Waiting, StateGroups.Ready,
        StateGroups.Failed, StateGroups.Cancelled, StateGroups.MissingSequences, StateGroups.Unsupported,
    ];

    public static StateGroups Of(Readiness readiness, FoldState? latest) => latest is { } state ? Of(state) : Of(readiness);

    public static StateGroups Of(FoldState state) => state switch
    {
        FoldState.Queued or FoldState.Preparing => StateGroups.Waiting,
        FoldState.Running or FoldState.Collecting => StateGroups.Running,
        FoldState.Done => StateGroups.Done,
        FoldState.Failed => StateGroups.Failed,
        _ => StateGroups.Cancelled,
    };

    public static StateGroups Of(Readiness readiness) => readiness switch
    {
        Readiness.Ready => StateGroups.Ready,
        Readiness.MissingSequences => StateGroups.MissingSequences,
        _ => StateGroups.Unsupported,
    };

    extension(StateGroups groups)
    {
        public bool Has(StateGroups group) => (groups & group) != 0;

        public IEnumerable<StateGroups> Each => InOrder.Where(x => groups.Has(x));

        public FoldState[] FoldStates => [.. Enum.GetValues<FoldState>().Where(x => groups.Has(Of(x)))];

        public Readiness[] Readinesses => [.. Enum.GetValues<Readiness>().Where(x => groups.Has(Of(x)))];

        /// <summary>The name of a single group as people read it.</summary>
        public string Words => groups switch
        {
            StateGroups.MissingSequences => "Missing sequences",
            StateGroups.Unsupported => "Not supported",
            _ => groups.ToString(),
        };

        /// <summary>The name of a single group in an address and as a style class.</summary>
        public string Slug => groups switch
        {
            StateGroups.MissingSequences => "missing",
            _ => groups.ToString().ToLowerInvariant(),
        };
    }
}
