namespace FoldCP.Engine.Tensors;

internal static class Distance
{
    /// <summary>
    /// How far points are apart, whatever others are asked for with them: for more than 25 points torch takes the differences of large products,
    /// whose rounding is another one in each block of a matrix.
    /// </summary>
    /// <param name="from">[.., n, 3]</param>
    /// <param name="to">[.., m, 3]</param>
    /// <returns>[.., n, m]</returns>
    public static Tensor Between(Tensor from, Tensor to) => cdist(from, to, compute_mode: TorchSharp.compute_mode.donot_use_mm_for_euclid_dist);
}
