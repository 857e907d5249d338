namespace FoldCP.Jobs.Sequences;

/// <summary>A sequence that was looked for.</summary>
/// <param name="Id">of the stored sequence, or the one it will have unless an equal one is stored already</param>
/// <param name="Length">residues</param>
/// <param name="Source">the file it comes from, and what was read as X</param>
internal sealed record FoundSequence(Guid Id, int Length, string Source);

/// <summary>A member's sequence, and what taking it assumes.</summary>
internal sealed record ResolvedSequence(FoundSequence Sequence, string? Says)
{
    public string Source => Says is null ? Sequence.Source : $"{Sequence.Source}; {Says}";
}
