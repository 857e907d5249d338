namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>Another of the ranks that take turns has failed, and says why; this one is to leave.</summary>
public sealed class RanksCalledOffException() : OperationCanceledException("Another rank has failed.");
