using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>Tells each pair how far apart its tokens stand in sequence and whether their chains are alike (AlphaFold 3, algorithm 3).</summary>
public sealed class RelativePositionEncoder : Module<FoldFeatures, Tensor>
{
    private const int ResidueReach = 32;
    private const int ChainReach = 2;
    private const int ResidueBins = (2 * ResidueReach) + 2;
    private const int ChainBins = (2 * ChainReach) + 2;

    private const double NeverCloses = 10_000;

    private readonly bool _fixSymCheck;
    private readonly bool _cyclicPosEnc;
    private readonly Mesh _mesh;
    private readonly Linear linear_layer;

    public RelativePositionEncoder(int tokenZ, bool fixSymCheck, bool cyclicPosEnc, Mesh mesh)
        : base(nameof(RelativePositionEncoder))
    {
        (_fixSymCheck, _cyclicPosEnc, _mesh) = (fixSymCheck, cyclicPosEnc, mesh);
        linear_layer = nn.Linear((2 * ResidueBins) + 1 + ChainBins, tokenZ, hasBias: false);
        RegisterComponents();
    }

    /// <returns>[B, i, j, D]</returns>
    public override Tensor forward(FoldFeatures features)
    {
        using var scope = NewDisposeScope();
        var columns = linear_layer.weight!.t();
        var (byResidue, byToken) = (columns.narrow(0, 0, ResidueBins), columns.narrow(0, ResidueBins, ResidueBins));
        var byChain = columns.narrow(0, (2 * ResidueBins) + 1, ChainBins);
        var sameChain = Pairwise(features.AsymId, eq);
        var sameEntity = Pairwise(features.EntityId, eq);
        var sameResidue = sameChain.logical_and(Pairwise(features.ResidueIndex, eq));

        var residues = Binned(Closed(Pairwise(features.ResidueIndex, sub), features), ResidueReach, sameChain);
        var tokens = Binned(Pairwise(features.TokenIndex, sub), ResidueReach, sameResidue);
        var chains = Binned(Pairwise(features.SymId, sub), ChainReach, _fixSymCheck ? sameEntity : sameChain.logical_not());

        var rowsAtOnce = Chunks.Of(tokens.shape[2] * columns.shape[1] * 2);
        return scope.MoveToOuter(Chunks.Along(rowsAtOnce, tokens.shape[1], into: 1, (start, count) =>
            byResidue.Rows(residues.narrow(1, start, count))
                .Plus(byToken.Rows(tokens.narrow(1, start, count)))
                .Plus(sameEntity.narrow(1, start, count).unsqueeze(-1).to(columns.dtype) * columns[2 * ResidueBins])
                .Plus(byChain.Rows(chains.narrow(1, start, count)))));
    }

    // f of every row token with every column token: [B, i, j]
    private Tensor Pairwise(Tensor tokens, Func<Tensor, Tensor, Tensor> f)
        => f(_mesh.RowPart(tokens, 1).unsqueeze(2), _mesh.ColPart(tokens, 1).unsqueeze(1));

    // On a cyclic chain the shorter way round counts. The period is that of the column's token.
    private Tensor Closed(Tensor offset, FoldFeatures features)
    {
        if (!_cyclicPosEnc || !(features.CyclicPeriod > 0).any().item<bool>())
            return offset;
        var period = _mesh.ColPart(where(features.CyclicPeriod > 0, features.CyclicPeriod, NeverCloses), 1).unsqueeze(1);
        return (offset - (period * round(offset / period))).to(ScalarType.Int64);
    }

    private static Tensor Binned(Tensor offset, int reach, Tensor applies)
        => where(applies, (offset + reach).clamp(0, 2 * reach), (2 * reach) + 1);
}
