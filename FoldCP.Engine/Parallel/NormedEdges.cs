namespace FoldCP.Engine.Parallel;

/// <summary>
/// Edges [B, i, j, C] of a block, or letters of an alignment [B, i, s, C], behind a layer's norm. Where they shall not be there twice the norm is
/// computed anew for whatever part is asked for.
/// </summary>
internal sealed class NormedEdges
{
    private readonly Tensor _z;
    private readonly Func<Tensor, Tensor>? _norm;

    private NormedEdges(Tensor z, Func<Tensor, Tensor>? norm) => (_z, _norm) = (z, norm);

    /// <param name="z">as they are before the norm</param>
    /// <param name="norm">of the last dimension</param>
    /// <param name="isKept">whether they are normed once</param>
    public static NormedEdges Of(Tensor z, Func<Tensor, Tensor> norm, bool isKept) => isKept ? new(norm(z), null) : new(z, norm);

    public (long Batch, long Rows, long Columns, long Channels) Shape => (_z.shape[0], _z.shape[1], _z.shape[2], _z.shape[3]);

    public Tensor All => Normed(_z);

    public Tensor Rows(Stretch rows) => Normed(_z.narrow(1, rows.Start, rows.Length));

    public Tensor Columns(Stretch columns) => Normed(_z.narrow(2, columns.Start, columns.Length));

    private Tensor Normed(Tensor part) => _norm is null ? part.alias() : _norm(part);
}
