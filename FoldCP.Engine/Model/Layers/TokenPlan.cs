using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>
/// Every token attends to every token. Each rank answers its rows' queries with its columns' keys, where its block of the biases
/// lies, and what it finds is merged along its row.
/// </summary>
public sealed class TokenPlan : IAttentionPlan
{
    private const double Never = -1e6;

    private readonly Mesh _mesh;
    private readonly Stretches _shares;
    private readonly Stretches _rows;
    private readonly Stretches _cols;

    /// <param name="mesh">on which the biases lie</param>
    /// <param name="mask">which tokens exist, whole on every rank [B, N]</param>
    public TokenPlan(Mesh mesh, Tensor mask)
    {
        using var scope = NewDisposeScope();
        var tokens = mask.shape[1];
        (_mesh, _shares, _rows, _cols) = (mesh, mesh.Shares(tokens), mesh.RowParts(tokens), mesh.ColParts(tokens));
        Ignored = scope.MoveToOuter((1 - mesh.ColPart(mask, 1)).unsqueeze(1).unsqueeze(1) * Never);
    }

    public Tensor Ignored { get; }

    /// <summary>This rank's share of tokens that all ranks hold: [B, N, C] -> [B, n, C].</summary>
    public Tensor Share(Tensor whole) => _mesh.Share(whole, 1);

    /// <summary>Tokens, whole on every rank: [B, n, C] -> [B, N, C].</summary>
    public Tensor Whole(Tensor share) => _mesh.WholeFromShares(share, 1, _shares.Length);

    public Tensor Asking(Tensor share) => _mesh.Fetch(share, dim: 1, _shares, _rows);

    public Tensor Answering(Tensor share) => _mesh.Fetch(share, dim: 1, _shares, _cols);

    /// <summary>The sum, its weight and the largest score: [B*M, H, queries, D + 2].</summary>
    public Tensor Kept(OnlineSoftmax softmax) => softmax.Parts();

    public Tensor Answers(Tensor kept)
    {
        var (sum, max) = (kept.narrow(-1, 0, kept.shape[^1] - 1), kept.narrow(-1, kept.shape[^1] - 1, 1).detach());
        // Relative to the same score on all ranks of the row, parts of sums can be added up.
        var scaled = sum * (max - _mesh.AlongRow.AllReduce(max, Parallel.Reduction.Max)).exp();
        var own = _mesh.Return(scaled.transpose(1, 2), dim: 1, _rows, _shares);                      // [B*M, n, H, D + 1]
        return (own.narrow(-1, 0, own.shape[^1] - 1) / own.narrow(-1, own.shape[^1] - 1, 1)).flatten(2);
    }
}
