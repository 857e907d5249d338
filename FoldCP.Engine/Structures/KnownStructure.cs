namespace FoldCP.Engine.Structures;

/// <summary>A structure that was read, and the one-letter sequences of its chains, X for what has no letter.</summary>
public sealed record KnownStructure(Structure Structure, IReadOnlyDictionary<string, string> Sequences);
