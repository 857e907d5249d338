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

    public ITransfer<Tensor> Asking(Tensor share) => _mesh.Fetching(share, dim: 1, _shares, _rows);

    public ITransfer<Tensor> Answering(Tensor share) => _mesh.Fetching(share, dim: 1, _shares, _cols);

    /// <summary>The sum, its weight and the largest score: [B*M, H, queries, D + 2].</summary>
    public Tensor Kept(OnlineSoftmax softmax) => softmax.Parts();

    public Tensor Answers(Tensor kept)
    {
        var parts = _mesh.Collect(kept, dim: 2, _rows, _shares);                                     // [ranks of the row, B*M, H, n, D + 2]
        var (sums, max) = (parts.narrow(-1, 0, parts.shape[^1] - 1), parts.narrow(-1, parts.shape[^1] - 1, 1).detach());
        // Relative to the same score, parts of sums can be added up.
        var sum = (sums * (max - max.amax([0], keepdim: true)).exp()).sum(dim: 0);
        return (sum.narrow(-1, 0, sum.shape[^1] - 1) / sum.narrow(-1, sum.shape[^1] - 1, 1)).transpose(1, 2).flatten(2);
    }
}
