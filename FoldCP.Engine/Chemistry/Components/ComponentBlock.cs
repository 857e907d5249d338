namespace FoldCP.Engine.Chemistry.Components;

/// <summary>The text of one data block of a file with many, as yet unread.</summary>
/// <param name="Code">what its first line calls it, after <c>data_</c></param>
/// <param name="LinesBefore">of the file</param>
/// <param name="Text">the block; null if it is too long to be a component</param>
internal sealed record ComponentBlock(string Code, int LinesBefore, string? Text);
