namespace FoldCP.Engine.Model.Steering;

/// <summary>A number that a few points make, and how it changes as they move.</summary>
/// <param name="points">[M, P, 3], Å</param>
/// <param name="index">which points make each number [k, R]</param>
/// <returns>the numbers [M, R], and their gradient [M, k, R, 3]</returns>
internal delegate (Tensor Value, Tensor Gradient) Measure(Tensor points, Tensor index);

/// <summary>Distances and dihedral angles.</summary>
internal static class Measures
{
    /// <summary>The distance between two points.</summary>
    public static (Tensor Value, Tensor Gradient) Distance(Tensor points, Tensor index)
    {
        using var scope = NewDisposeScope();
        var offset = At(points, index, 0) - At(points, index, 1);
        var length = Length(offset);
        var direction = offset / length;
        return scope.MoveToOuter(length.squeeze(-1), stack([direction, -direction], dim: 1));
    }

    /// <summary>The angle between the planes of the first and the last three of four points, -pi to pi.</summary>
    public static (Tensor Value, Tensor Gradient) Dihedral(Tensor points, Tensor index)
    {
        using var scope = NewDisposeScope();
        var (ij, kj, kl) = (At(points, index, 0) - At(points, index, 1), At(points, index, 2) - At(points, index, 1), At(points, index, 2) - At(points, index, 3));
        var (ijk, jkl) = (linalg.cross(ij, kj), linalg.cross(kj, kl));
        var side = Dot(kj, linalg.cross(ijk, jkl)).sign();
        var cosine = (Dot(ijk, jkl) / (Length(ijk) * Length(jkl))).clamp(-1, 1);
        var along = Length(kj);
        var (a, b) = (Dot(ij, kj) / along.square(), Dot(kl, kj) / along.square());
        var (first, last) = (ijk * (along / Length(ijk).square()), -jkl * (along / Length(jkl).square()));
        Tensor[] gradient = [first, ((a - 1) * first) - (b * last), ((b - 1) * last) - (a * first), last];
        return scope.MoveToOuter((side * cosine.acos()).squeeze(-1), stack(gradient, dim: 1));
    }

    /// <summary>The same without its sign, 0 to pi.</summary>
    public static (Tensor Value, Tensor Gradient) AbsoluteDihedral(Tensor points, Tensor index)
    {
        using var scope = NewDisposeScope();
        var (angle, gradient) = Dihedral(points, index);
        var side = where(angle < 0, -1f, 1f).unsqueeze(1).unsqueeze(-1);
        return scope.MoveToOuter(angle.abs(), gradient * side);
    }

    private static Tensor At(Tensor points, Tensor index, long which) => points.index_select(1, index[which]);

    private static Tensor Dot(Tensor a, Tensor b) => (a * b).sum(-1, keepdim: true);

    private static Tensor Length(Tensor x) => x.square().sum(-1, keepdim: true).sqrt();
}
