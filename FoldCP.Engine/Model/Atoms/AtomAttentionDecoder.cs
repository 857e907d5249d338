namespace FoldCP.Engine.Model.Atoms;

/// <summary>From tokens back to atoms and where they should move (AlphaFold 3, algorithm 6).</summary>
public sealed class AtomAttentionDecoder : Module
{
    private readonly Linear a_to_q_trans;
    private readonly AtomTransformer atom_decoder;
    private readonly Sequential atom_feat_to_atom_pos_update;

    public AtomAttentionDecoder(AtomTransformerArgs transformer, int tokenDim)
        : base(nameof(AtomAttentionDecoder))
    {
        a_to_q_trans = nn.Linear(tokenDim, transformer.Dim, hasBias: false);
        atom_decoder = new(transformer);
        atom_feat_to_atom_pos_update = Projections.Normed(transformer.Dim, 3);
        RegisterComponents();
    }

    /// <inheritdoc cref="AtomTransformer.BiasesFrom"/>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor p) => atom_decoder.BiasesFrom(p);

    /// <param name="plan">how atoms attend and belong to tokens</param>
    /// <param name="a">this rank's share of tokens [B*M, n, D]</param>
    /// <param name="q">this rank's share of atoms [B*M, a, C]</param>
    /// <param name="c">their condition [B*M, a, C]</param>
    /// <param name="biases">one per layer [B, k, heads, W, H]</param>
    /// <returns>[B*M, a, 3]</returns>
    public Tensor Of(AtomPlan plan, Tensor a, Tensor q, Tensor c, IReadOnlyList<Tensor> biases)
    {
        using var scope = NewDisposeScope();
        q += plan.Tokens.ToAtoms(a_to_q_trans.call(a));
        return scope.MoveToOuter(atom_feat_to_atom_pos_update.call(atom_decoder.Updated(q, c, biases, plan.Windows)));
    }
}
