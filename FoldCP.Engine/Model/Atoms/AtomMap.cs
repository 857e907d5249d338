using FoldCP.Engine.Features;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>Which token each atom belongs to, for carrying things from tokens to atoms and back. Padding atoms take no part.</summary>
internal sealed class AtomMap
{
    private readonly Tensor _rows;
    private readonly Tensor _valid;
    private readonly long _tokens;

    private AtomMap(Tensor rows, Tensor valid, long tokens) => (_rows, _valid, _tokens) = (rows, valid, tokens);

    /// <param name="features">B complexes</param>
    /// <param name="multiplicity">how many samples M of each; the sample's index runs fastest</param>
    public static AtomMap Of(FoldFeatures features, int multiplicity = 1)
    {
        var (token, n) = (features.AtomToToken.repeat_interleave(multiplicity, 0), features.Tokens);
        var offset = (arange(token.shape[0], dtype: ScalarType.Int64) * n).unsqueeze(1);
        return new(token.clamp(min: 0) + offset, (token >= 0).to(features.RefPos.dtype).unsqueeze(-1), n);
    }

    /// <summary>Each atom gets its token's values: [B*M, N, C] -> [B*M, A, C].</summary>
    public Tensor ToAtoms(Tensor tokens)
        => tokens.flatten(0, 1).index_select(0, _rows.flatten()).view(_rows.shape[0], _rows.shape[1], -1) * _valid;

    /// <summary>Each token gets its atoms' mean: [B*M, A, C] -> [B*M, N, C].</summary>
    public Tensor MeanToTokens(Tensor atoms)
    {
        var sum = Gathered((atoms * _valid).flatten(0, 1));
        var count = Gathered(_valid.flatten(0, 1));
        return (sum / (count + 1e-6)).view(_rows.shape[0], _tokens, -1);
    }

    private Tensor Gathered(Tensor x)
        => zeros(_rows.shape[0] * _tokens, x.shape[1], dtype: x.dtype).index_add_(0, _rows.flatten(), x, 1);
}
