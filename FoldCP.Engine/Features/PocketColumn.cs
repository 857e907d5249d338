namespace FoldCP.Engine.Features;

/// <summary>Boltz-1's pocket: each token is unspecified (0), not selected (1), of the pocket (2) or of the binder (3).</summary>
internal static class PocketColumn
{
    private const long Unselected = 1;
    private const long OfPocket = 2;
    private const long OfBinder = 3;

    /// <returns>[1, N], int64</returns>
    public static Tensor Of(FoldTarget target, TokenList tokens)
    {
        if (target.Pockets.Count == 0)
            return zeros([1, tokens.Count], int64);
        var pocket = target.Pockets[0];
        return tensor(tokens.Tokens.Select(token => Kind(token, pocket)).ToArray(), 1, tokens.Count);
    }

    private static long Kind(Token token, Pocket pocket) =>
        token.Chain.Number == pocket.Binder ? OfBinder
            : pocket.Sites.Contains(new Site(token.Chain.Number, token.Residue.Index)) ? OfPocket
            : Unselected;
}
