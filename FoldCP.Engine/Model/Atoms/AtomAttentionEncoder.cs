using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>From atoms to tokens (AlphaFold 3, algorithm 5, second half).</summary>
public sealed class AtomAttentionEncoder : Module
{
    private readonly Linear? r_to_q_trans;
    private readonly AtomTransformer atom_encoder;
    private readonly Sequential atom_to_token_trans;

    /// <param name="atomS">the width of atoms</param>
    /// <param name="outDim">the width of the tokens it makes</param>
    /// <param name="depth">how many layers</param>
    /// <param name="heads">how many heads each</param>
    /// <param name="windows">who attends to whom</param>
    /// <param name="structurePrediction">whether it reads positions</param>
    /// <param name="mesh">whose ranks share the windows</param>
    public AtomAttentionEncoder(int atomS, int outDim, int depth, int heads, AtomWindows windows, bool structurePrediction, Mesh mesh)
        : base(nameof(AtomAttentionEncoder))
    {
        r_to_q_trans = structurePrediction ? nn.Linear(3, atomS, hasBias: false) : null;
        atom_encoder = new(atomS, depth, heads, windows, mesh);
        atom_to_token_trans = nn.Sequential(("0", nn.Linear(atomS, outDim, hasBias: false)), ("1", nn.ReLU()));
        RegisterComponents();
    }

    /// <param name="features">B complexes</param>
    /// <param name="q">atoms [B, A, C]</param>
    /// <param name="c">their condition [B, A, C]</param>
    /// <param name="biases">one per layer [B, K, heads, W, H]</param>
    /// <param name="r">scaled positions [B*M, A, 3]; null for the input embedder</param>
    /// <returns>tokens [B*M, N, D]; atoms and their condition [B*M, A, C]</returns>
    public (Tensor A, Tensor Q, Tensor C) Of(FoldFeatures features, Tensor q, Tensor c, IReadOnlyList<Tensor> biases, Tensor? r = null)
    {
        using var scope = NewDisposeScope();
        var multiplicity = (int)((r?.shape[0] ?? q.shape[0]) / q.shape[0]);
        (q, c) = (q.repeat_interleave(multiplicity, 0), c.repeat_interleave(multiplicity, 0));
        if (r is not null)
            q += r_to_q_trans!.call(r);
        q = atom_encoder.Updated(q, c, biases, features.AtomPadMask.repeat_interleave(multiplicity, 0));
        var a = AtomMap.Of(features, multiplicity).MeanToTokens(atom_to_token_trans.call(q));
        return scope.MoveToOuter(a, q, c);
    }
}
