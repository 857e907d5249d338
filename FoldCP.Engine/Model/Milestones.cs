using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;

namespace FoldCP.Engine.Model;

/// <summary>How a fold comes to what it has after its long parts: it makes them, unless an earlier attempt came so far.</summary>
/// <param name="Trunk">given how to make it</param>
/// <param name="Samples">given how to make them</param>
internal sealed record Milestones(Func<Func<Understanding>, Understanding> Trunk, Func<Func<Sampled>, Sampled> Samples)
{
    public static Milestones AllMade { get; } = new(make => make(), make => make());
}
