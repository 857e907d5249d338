using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>How the atoms of a complex attend to one another and belong to tokens, on each rank. It is made once for all steps.</summary>
/// <param name="Windows">who attends to whom</param>
/// <param name="Tokens">which token each atom belongs to</param>
public sealed record AtomPlan(WindowPlan Windows, AtomMap Tokens)
{
    /// <param name="features">the complex</param>
    /// <param name="windows">how large they are</param>
    /// <param name="mesh">whose ranks share them</param>
    public static AtomPlan Of(FoldFeatures features, AtomWindows windows, Mesh mesh)
    {
        var plan = new WindowPlan(mesh, windows, features.AtomPadMask);
        return new(plan, new(mesh, features, plan.Shares));
    }
}
