namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>What may be wrong with how the ranks of a row or a column talk.</summary>
internal enum Fault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>What comes round comes in the opposite direction: of the n-th member from the last, the first's alone in its turn.</summary>
    WrongDirection,

    /// <summary>What is summed up is each rank's own part alone.</summary>
    SkippedMerge,

    /// <summary>What comes from the last of the others never reaches the result.</summary>
    SkippedPart,

    /// <summary>Rows talk where columns should, and the reverse.</summary>
    SwappedRowsAndColumns,
}
