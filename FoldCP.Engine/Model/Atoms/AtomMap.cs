using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>
/// Which token each atom belongs to, for carrying things from tokens to atoms and back. Padding atoms take no part. Each rank has a
/// share of the atoms and one of the tokens, and deals with the stretch of tokens to which its atoms belong.
/// </summary>
public sealed class AtomMap
{
    private readonly Mesh _mesh;
    private readonly Stretches _shares;
    private readonly Stretches _touched;
    private readonly Tensor _place;
    private readonly Tensor _valid;
    private readonly Tensor _count;

    /// <param name="mesh">whose ranks share tokens and atoms</param>
    /// <param name="features">B complexes</param>
    /// <param name="atoms">which atoms each rank has</param>
    public AtomMap(Mesh mesh, FoldFeatures features, Stretches atoms)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (token, own) = (features.AtomToToken, atoms.Of(mesh.World.Rank));
        var touched = Enumerable.Range(0, mesh.World.Size).Select(rank => Touched(token, atoms.Of(rank))).ToList();
        (_mesh, _shares, _touched) = (mesh, mesh.Shares(features.Tokens), new(features.Tokens, rank => touched[rank]));
        var (ownToken, all) = (token.narrow(1, own.Start, own.Length), (token >= 0).to(features.RefPos.dtype));
        var count = zeros(token.shape[0], features.Tokens, dtype: all.dtype).scatter_add_(1, token.clamp(min: 0), all);
        _place = scope.MoveToOuter((ownToken.clamp(min: 0) - Stretch.Start).clamp(min: 0));
        _valid = scope.MoveToOuter(all.narrow(1, own.Start, own.Length).unsqueeze(-1));
        _count = scope.MoveToOuter(mesh.Share(count, 1).unsqueeze(-1) + 1e-6);
    }

    private Stretch Stretch => _touched.Of(_mesh.World.Rank);

    /// <summary>Each atom gets its token's values: shares [B*M, n, C] -> [B*M, a, C].</summary>
    public Tensor ToAtoms(Tensor tokens) => Spread(_mesh.Fetch(tokens, dim: 1, _shares, _touched));

    /// <summary>The same from tokens that are whole on every rank: [B, N, C] -> [B, a, C].</summary>
    public Tensor ToAtomsFromWhole(Tensor tokens) => Spread(tokens.narrow(1, Stretch.Start, Stretch.Length));

    /// <summary>Each token gets its atoms' mean: shares [B*M, a, C] -> [B*M, n, C].</summary>
    public Tensor MeanToTokens(Tensor atoms)
    {
        var sum = atoms.new_zeros([atoms.shape[0] * Stretch.Length, atoms.shape[2]])
            .index_add(0, Places(atoms.shape[0]), (atoms * ForEach(_valid, atoms.shape[0])).flatten(0, 1), 1);
        return _mesh.Return(sum.view(atoms.shape[0], Stretch.Length, -1), dim: 1, _touched, _shares) / ForEach(_count, atoms.shape[0]);
    }

    private Tensor Spread(Tensor tokens)
        => tokens.flatten(0, 1).index_select(0, Places(tokens.shape[0])).view(tokens.shape[0], _place.shape[1], tokens.shape[2]) * ForEach(_valid, tokens.shape[0]);

    private Tensor Places(long items)
        => (ForEach(_place, items) + (arange(items, dtype: ScalarType.Int64) * Stretch.Length).unsqueeze(1)).flatten();

    // The samples of a complex are alike; their index runs fastest.
    private static Tensor ForEach(Tensor x, long items) => x.repeat_interleave(items / x.shape[0], 0);

    // One token at least, for the atoms that are none's.
    private static Stretch Touched(Tensor token, Stretch atoms)
    {
        using var scope = NewDisposeScope();
        var own = token.narrow(1, atoms.Start, atoms.Length).flatten();
        own = own.index_select(0, (own >= 0).nonzero().squeeze(-1));
        return own.numel() == 0 ? new(0, 1) : new(own.min().item<long>(), own.max().item<long>() + 1);
    }
}
