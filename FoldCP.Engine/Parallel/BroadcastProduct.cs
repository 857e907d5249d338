using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel;

/// <summary>
/// A matrix product whose operands have batch dimensions of their own. torch.matmul copies each operand for every batch of
/// the other; here they become rows and columns of one product instead.
/// </summary>
internal static class BroadcastProduct
{
    /// <param name="a">[.., i, k]; or [.., 1, i, k] or [.., P, 1, i, k] to meet the other forms of b</param>
    /// <param name="b">[.., k, j]; or [.., Q, k, j] or [.., 1, Q, k, j]</param>
    /// <returns>[.., i, j]; or [.., Q, i, j] or [.., P, Q, i, j]: a view whose last but one dimension may be strided</returns>
    public static Tensor Of(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(Made(a, b));
    }

    /// <summary>Writes the product to where it shall be, or adds it to what is there. Not recorded by autograd.</summary>
    /// <param name="y">of the product's shape, in any order</param>
    /// <param name="a">as above</param>
    /// <param name="b">as above</param>
    /// <param name="isAdded">whether there is something already</param>
    public static void Into(Tensor y, Tensor a, Tensor b, bool isAdded)
    {
        using var scope = NewDisposeScope();
        var isOnCpu = y.device_type is TorchSharp.DeviceType.CPU;
        if (isOnCpu && y.dim() > 2 && a.shape.SkipLast(2).SequenceEqual(b.shape.SkipLast(2)))
            Write(y, a, b, isAdded);
        else if (isOnCpu && AreRowsAndColumns(a, b) && a.shape.SkipLast(4).SequenceEqual(b.shape.SkipLast(4)) && Folded(y) is { } folded)
            Write(folded, Rows(a), Columns(b), isAdded);
        else if (isAdded)
            y.add_(Made(a, b));
        else
            y.copy_(Made(a, b));
    }

    /// <summary>The shape of the product.</summary>
    public static long[] ShapeOf(Tensor a, Tensor b)
        => [.. a.shape[..^2].Zip(b.shape[..^2], Math.Max), a.shape[^2], b.shape[^1]];

    private static void Write(Tensor y, Tensor a, Tensor b, bool isAdded)
    {
        if (y.dim() == 2)
            (y, a, b) = (y.unsqueeze(0), a.unsqueeze(0), b.unsqueeze(0));
        if (y.dim() == 3)
        {
            NativeTensors.Products(y, a, b, isAdded);
            return;
        }

        for (var item = 0L; item < y.shape[0]; item++)
            Write(y[item], a[item], b[item], isAdded);
    }

    private static Tensor Made(Tensor a, Tensor b)
    {
        if (AreRowsAndColumns(a, b))
            return Unfolded(Unfolded(Rows(a).matmul(Columns(b)), 1, b.shape[^3], b.shape[^1]), 3, a.shape[^2], a.shape[^4]).movedim([-4], [-2]);
        return a.dim() < 3 || a.dim() != b.dim() || a.shape[^3] != 1 || b.shape[^3] == 1 ? a.matmul(b) : AsColumns(a.squeeze(-3), b, b.shape[^3]);
    }

    // [.., P, 1, i, k] and [.., 1, Q, k, j]
    private static bool AreRowsAndColumns(Tensor a, Tensor b)
        => a.dim() > 3 && a.dim() == b.dim() && a.shape[^3] == 1 && b.shape[^3] > 1 && b.shape[^4] == 1 && a.shape[^4] > 1;

    // [.., P, 1, i, k] -> [.., i*P, k]
    private static Tensor Rows(Tensor a) => a.squeeze(-3).transpose(-3, -2).flatten(-3, -2);

    // [.., 1, Q, k, j] -> [.., k, Q*j]
    private static Tensor Columns(Tensor b) => b.squeeze(-4).transpose(-3, -2).flatten(-2);

    // Their product [.., P, Q, i, j] as it was made, [.., i*P, Q*j]; null if that was otherwise.
    private static Tensor? Folded(Tensor y) => y.movedim([-2], [-4]) is var made && made.is_contiguous() ? made.flatten(-4, -3).flatten(-2) : null;

    // [.., i, k] x [.., Q, k, j] -> [.., Q, i, j]
    private static Tensor AsColumns(Tensor a, Tensor b, long columns)
        => Unfolded(a.matmul(b.transpose(-3, -2).flatten(-2)), 1, columns, b.shape[^1]).movedim([-3], [-2]);

    private static Tensor Unfolded(Tensor x, int fromEnd, long outer, long inner) => x.unflatten(x.dim() - fromEnd, outer, inner);
}
