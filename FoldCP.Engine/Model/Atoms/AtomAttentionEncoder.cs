using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>From atoms to tokens (AlphaFold 3, algorithm 5, second half).</summary>
public sealed class AtomAttentionEncoder : Module
{
    private const int Axes = 3;

    // Boltz-1 has room for more than positions, but fills it with zeros.
    private const int PositionWidthOfBoltz1 = 10;

    private readonly Inlined<AtomEncoder>? _embedding;
    private readonly Linear? r_to_q_trans;
    private readonly AtomTransformer atom_encoder;
    private readonly Sequential atom_to_token_trans;

    /// <param name="transformer">how its atoms attend</param>
    /// <param name="outDim">the width of the tokens it makes</param>
    /// <param name="structurePrediction">whether it reads positions</param>
    /// <param name="mesh">on which the pairs lie that it reads where it embeds atoms itself</param>
    /// <param name="embedding">where it embeds atoms itself, as in Boltz-1: what it reads of them</param>
    public AtomAttentionEncoder(AtomTransformerArgs transformer, int outDim, bool structurePrediction, Mesh mesh, Widths? embedding = null)
        : base(nameof(AtomAttentionEncoder))
    {
        var atomS = transformer.Dim;
        _embedding = embedding is null ? null : this.Inline(new AtomEncoder(embedding, structurePrediction, mesh));
        r_to_q_trans = structurePrediction ? nn.Linear(embedding is null ? Axes : PositionWidthOfBoltz1, atomS, hasBias: false) : null;
        atom_encoder = new(transformer);
        atom_to_token_trans = nn.Sequential(("0", nn.Linear(atomS, outDim, hasBias: false)), ("1", nn.ReLU()));
        RegisterComponents();
    }

    /// <summary>What the atoms look like before any structure is known, for an encoder that embeds them itself.</summary>
    /// <inheritdoc cref="AtomEncoder.Of"/>
    public AtomFeatures Embedded(FoldFeatures features, AtomPlan plan, (Tensor S, Tensor Z)? trunk = null) => _embedding!.Value.Module.Of(features, plan, trunk);

    /// <inheritdoc cref="AtomTransformer.BiasesFrom"/>
    public IReadOnlyList<Tensor> BiasesFrom(Tensor p) => atom_encoder.BiasesFrom(p);

    /// <param name="plan">how atoms attend and belong to tokens</param>
    /// <param name="q">this rank's share of atoms [B, a, C]</param>
    /// <param name="c">their condition [B, a, C]</param>
    /// <param name="biases">one per layer [B, k, heads, W, H]</param>
    /// <param name="r">scaled positions [B*M, a, 3]; null for the input embedder</param>
    /// <returns>this rank's share of tokens [B*M, n, D]; atoms and their condition [B*M, a, C]</returns>
    public (Tensor A, Tensor Q, Tensor C) Of(AtomPlan plan, Tensor q, Tensor c, IReadOnlyList<Tensor> biases, Tensor? r = null)
    {
        using var scope = NewDisposeScope();
        var multiplicity = (r?.shape[0] ?? q.shape[0]) / q.shape[0];
        (q, c) = (q.repeat_interleave(multiplicity, 0), c.repeat_interleave(multiplicity, 0));
        if (r is not null)
            q += functional.linear(r, r_to_q_trans!.weight!.narrow(1, 0, Axes));
        q = atom_encoder.Updated(q, c, biases, plan.Windows);
        var a = plan.Tokens.MeanToTokens(atom_to_token_trans.call(q));
        return scope.MoveToOuter(a, q, c);
    }
}
