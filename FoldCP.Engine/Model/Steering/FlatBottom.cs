namespace FoldCP.Engine.Model.Steering;

/// <summary>Numbers that some atoms make are to lie within bounds.</summary>
/// <param name="Measure">the number</param>
/// <param name="Index">the atoms of each [k, R]</param>
/// <param name="Bounds">where they may lie</param>
internal sealed record FlatBottom(Measure Measure, Tensor Index, Bounds Bounds) : IRestraint
{
    public Tensor Energy(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Bounds.Of(Measure(x, Index).Value).Energy.sum(dim: 1));
    }

    public Tensor Gradient(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        var (value, gradient) = Measure(x, Index);
        return scope.MoveToOuter(OntoPoints(Bounds.Of(value).Slope, gradient, Index, x.shape[1]));
    }

    /// <summary>What is known for each number, added up for the points that it is made of: [M, R], [M, k, R, 3] -> [M, P, 3].</summary>
    public static Tensor OntoPoints(Tensor slope, Tensor gradient, Tensor index, long points)
    {
        using var scope = NewDisposeScope();
        var broken = (slope != 0).unsqueeze(1).unsqueeze(-1);                                        // no direction at distance 0
        var pushes = where(broken, slope.unsqueeze(1).unsqueeze(-1) * gradient, 0f).flatten(1, 2);
        return scope.MoveToOuter(zeros(gradient.shape[0], points, 3, dtype: gradient.dtype).index_add_(1, index.flatten(), pushes, 1));
    }
}
