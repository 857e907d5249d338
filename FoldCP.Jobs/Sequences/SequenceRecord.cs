namespace FoldCP.Jobs.Sequences;

/// <summary>A sequence as a file gives it.</summary>
/// <param name="Line">where it begins, from 1</param>
/// <param name="Accession">upper case</param>
/// <param name="Residues">in the engine's letters</param>
/// <param name="Replaced">what was read as X, such as "2 × U"; null if nothing was</param>
public sealed record SequenceRecord(int Line, string Accession, string Residues, string? Replaced);
