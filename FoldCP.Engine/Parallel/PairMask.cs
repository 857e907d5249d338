namespace FoldCP.Engine.Parallel;

/// <summary>Which pairs of tokens exist: this rank's block, and how many tokens there are in all.</summary>
/// <param name="Block">1 for pairs that exist [B, i, j]</param>
/// <param name="Tokens">the whole length N, which a block cannot tell</param>
/// <param name="IsFull">whether it is known that every pair exists, the same on all ranks</param>
public readonly record struct PairMask(Tensor Block, long Tokens, bool IsFull = false)
{
    /// <summary>The same pairs the other way round: [B, j, i], lying on the flipped mesh.</summary>
    public PairMask Transposed => this with { Block = Block.transpose(-2, -1) };

    /// <summary>Some of this rank's rows.</summary>
    public PairMask Rows(long start, long count) => this with { Block = Block.narrow(1, start, count) };

    /// <summary>The same without each token's pair with itself [B, i, j].</summary>
    public Tensor BetweenTokens(Mesh mesh)
    {
        using var scope = NewDisposeScope();
        var token = arange(Tokens, dtype: ScalarType.Int64);
        var differ = mesh.RowPart(token, 0).unsqueeze(1) != mesh.ColPart(token, 0).unsqueeze(0);
        return scope.MoveToOuter(Block * differ.to(ScalarType.Float32));
    }
}
