using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>From tokens back to atoms and where they should move (AlphaFold 3, algorithm 6).</summary>
public sealed class AtomAttentionDecoder : Module
{
    private readonly Linear a_to_q_trans;
    private readonly AtomTransformer atom_decoder;
    private readonly Sequential atom_feat_to_atom_pos_update;

    public AtomAttentionDecoder(AtomTransformerArgs transformer, int tokenDim, Mesh mesh)
        : base(nameof(AtomAttentionDecoder))
    {
        a_to_q_trans = nn.Linear(tokenDim, transformer.Dim, hasBias: false);
        atom_decoder = new(transformer, mesh);
        atom_feat_to_atom_pos_update = Projections.Normed(transformer.Dim, 3);
        RegisterComponents();
    }

    /// <inheritdoc cref="AtomTransformer.BiasesFrom"/>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor p) => atom_decoder.BiasesFrom(p);

    /// <param name="features">B complexes</param>
    /// <param name="a">tokens [B*M, N, D]</param>
    /// <param name="q">atoms [B*M, A, C]</param>
    /// <param name="c">their condition [B*M, A, C]</param>
    /// <param name="biases">one per layer [B, K, heads, W, H]</param>
    /// <returns>[B*M, A, 3]</returns>
    public Tensor Of(FoldFeatures features, Tensor a, Tensor q, Tensor c, IReadOnlyList<Tensor> biases)
    {
        using var scope = NewDisposeScope();
        var multiplicity = (int)(q.shape[0] / features.RefPos.shape[0]);
        q += AtomMap.Of(features, multiplicity).ToAtoms(a_to_q_trans.call(a));
        q = atom_decoder.Updated(q, c, biases, features.AtomPadMask);
        return scope.MoveToOuter(atom_feat_to_atom_pos_update.call(q));
    }
}
