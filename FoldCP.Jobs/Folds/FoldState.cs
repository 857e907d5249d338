namespace FoldCP.Jobs.Folds;

/// <summary>The states of a fold; the last three are ends.</summary>
public enum FoldState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Its run folder is written and handed to a back end.</summary>
    Preparing,

    /// <summary>The engine has it.</summary>
    Running,

    /// <summary>The engine is done; its files are verified and taken into the store.</summary>
    Collecting,

    Done,
    Failed,
    Cancelled,
}
