namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>A tile store cannot take or give back what it should, in words for who has named it.</summary>
public sealed class TileStoreException(string message, Exception? cause = null) : IOException(message, cause);
