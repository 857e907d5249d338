namespace FoldCP.Engine.Parallel;

/// <summary>One side of a product, of which panels are handed out: this rank's part of it, or what makes a piece of that.</summary>
/// <param name="Cut">a stretch of the inner dimension, counted within this rank's part</param>
/// <param name="ShapeOf">the shape of a piece so long, the same on all ranks that are sent it</param>
/// <param name="Like">of the pieces' type and device</param>
internal sealed record Operand(Func<Stretch, Tensor> Cut, Func<long, long[]> ShapeOf, Tensor Like)
{
    /// <summary>A left matrix [.., i, k].</summary>
    public static Operand Left(Tensor x) => Along(x, x.dim() - 1);

    /// <summary>A right matrix [.., k, j].</summary>
    public static Operand Right(Tensor x) => Along(x, x.dim() - 2);

    /// <summary>A tensor whose inner dimension is the given one.</summary>
    public static Operand Along(Tensor x, long dim) => new(
        part => x.narrow(dim, part.Start, part.Length),
        length =>
        {
            var shape = x.shape;
            shape[dim] = length;
            return shape;
        },
        x);
}
