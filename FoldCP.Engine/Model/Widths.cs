using FoldCP.Engine.Model.Atoms;

namespace FoldCP.Engine.Model;

/// <summary>How wide a network's representations are, and what it reads of each atom.</summary>
public sealed record Widths
{
    public required int AtomS { get; init; }

    public required int AtomZ { get; init; }

    public required int TokenS { get; init; }

    public required int TokenZ { get; init; }

    /// <summary>Of embedded tokens, as the input embedder makes them.</summary>
    public required int Inputs { get; init; }

    public required AtomWindows Windows { get; init; }

    public required AtomInputs Atoms { get; init; }
}

/// <summary>What is read of each atom beside its reference position, charge and element.</summary>
/// <param name="Width">of all that is read</param>
public sealed record AtomInputs(int Width)
{
    /// <summary>Whether it exists.</summary>
    public bool Existence { get; init; }

    public bool NameCharacters { get; init; } = true;

    /// <summary>Which atom of a backbone it is.</summary>
    public bool Backbone { get; init; }

    /// <summary>What its residue is.</summary>
    public bool Residue { get; init; }

    /// <summary>Whether a bias is added.</summary>
    public bool Bias { get; init; } = true;
}
