namespace FoldCP.Engine.Chemistry.Components;

/// <summary>A component that could not be read.</summary>
/// <param name="Code">as far as it is known</param>
/// <param name="Why">with file and line</param>
internal sealed record ComponentFault(string Code, string Why);
