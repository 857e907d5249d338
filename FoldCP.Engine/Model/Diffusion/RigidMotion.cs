namespace FoldCP.Engine.Model.Diffusion;

/// <summary>Turning and laying structures onto one another.</summary>
public static class RigidMotion
{
    /// <summary>Rotations from quaternions of any length but zero, real part first: [M, 4] -> [M, 3, 3].</summary>
    public static Tensor Rotations(Tensor quaternions)
    {
        using var scope = NewDisposeScope();
        var unit = quaternions / quaternions.square().sum(1, keepdim: true).sqrt();
        var p = unit.unbind(1);
        var (w, x, y, z) = (p[0], p[1], p[2], p[3]);
        return scope.MoveToOuter(stack(
            [
                1 - (2 * ((y * y) + (z * z))), 2 * ((x * y) - (z * w)), 2 * ((x * z) + (y * w)),
                2 * ((x * y) + (z * w)), 1 - (2 * ((x * x) + (z * z))), 2 * ((y * z) - (x * w)),
                2 * ((x * z) - (y * w)), 2 * ((y * z) + (x * w)), 1 - (2 * ((x * x) + (y * y))),
            ],
            dim: -1).view(-1, 3, 3));
    }

    /// <summary>Weighted mean positions: [B, A, 3], [B, A] -> [B, 1, 3].</summary>
    public static Tensor Centre(Tensor x, Tensor weights)
        => (x * weights.unsqueeze(-1)).sum(1, keepdim: true) / weights.unsqueeze(-1).sum(1, keepdim: true);

    /// <summary>
    /// The first structure, moved rigidly onto the second so that the weighted squared distances are least (Kabsch;
    /// AlphaFold 3, algorithm 28). Mirror images are never taken.
    /// </summary>
    /// <param name="moved">[B, A, 3]</param>
    /// <param name="target">[B, A, 3]</param>
    /// <param name="weights">[B, A]</param>
    public static Tensor AlignedOnto(Tensor moved, Tensor target, Tensor weights)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (from, to) = (Centre(moved, weights), Centre(target, weights));
        var centred = moved - from;
        var covariance = (weights.unsqueeze(-1) * (target - to)).transpose(1, 2).matmul(centred);     // [B, 3, 3]
        var (u, _, vh) = linalg.svd(covariance.Wide(), fullMatrices: true);
        var sign = ones_like(u.select(2, 0));
        sign.select(1, 2).copy_(linalg.det(u.matmul(vh)));
        var rotation = (u * sign.unsqueeze(1)).matmul(vh).to(moved.dtype);
        return scope.MoveToOuter(centred.matmul(rotation.transpose(1, 2)) + to);
    }
}
