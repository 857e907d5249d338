using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Trunk;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>What a confidence module makes of the trunk's tokens and pairs, before and after these are told the structure.</summary>
public abstract class StructureReader : Module
{
    // It has no modules as fields: torch would not see those of a base class.
    private protected StructureReader(string name)
        : base(name)
    {
    }

    /// <summary>How many blocks read each structure.</summary>
    public abstract int Blocks { get; }

    /// <summary>What holds for every sample.</summary>
    internal abstract Understanding Prepared(FoldFeatures features, Understanding trunk);

    /// <summary>Tokens [1, N, C] and pairs [1, i, j, D] once all blocks have read the structure.</summary>
    /// <param name="features">the complex</param>
    /// <param name="told">with the structure in them; pairs are changed in place</param>
    /// <param name="beforeBlock">told before each of the <see cref="Blocks"/></param>
    internal abstract (Tensor S, Tensor Z) Read(FoldFeatures features, Understanding told, Action? beforeBlock);
}
