namespace FoldCP.Engine.Parallel;

/// <summary>Which pairs of tokens exist: this rank's block, and how many tokens there are in all.</summary>
/// <param name="Block">1 for pairs that exist [B, i, j]</param>
/// <param name="Tokens">the whole length N, which a block cannot tell</param>
public readonly record struct PairMask(Tensor Block, long Tokens)
{
    /// <summary>The same pairs the other way round: [B, j, i], lying on the flipped mesh.</summary>
    public PairMask Transposed => new(Block.transpose(-2, -1), Tokens);
}
