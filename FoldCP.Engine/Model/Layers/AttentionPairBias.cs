using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>
/// Queries attend to keys, biased by what the model thinks of each pair (AlphaFold 3, algorithm 24). Both are tokens, or
/// the atoms of a window and those around it.
/// </summary>
public sealed class AttentionPairBias : Module<Tensor, Tensor, Tensor, Tensor, Tensor>
{
    private const double Never = -1e6;

    private readonly int _heads;
    private readonly Mesh _mesh;
    private readonly LayerNorm? norm_s;
    private readonly Linear proj_q;
    private readonly Linear proj_k;
    private readonly Linear proj_v;
    private readonly Linear proj_g;
    private readonly Linear proj_o;
    private readonly Sequential? proj_z;

    /// <param name="dim">C</param>
    /// <param name="heads">H</param>
    /// <param name="pairDim">the width of the pairs that <see cref="BiasFrom"/> reads; null if biases come from elsewhere</param>
    /// <param name="mesh">on which the pairs lie</param>
    /// <param name="normed">whether it norms what it is given</param>
    public AttentionPairBias(int dim, int heads, int? pairDim, Mesh mesh, bool normed = false)
        : base(nameof(AttentionPairBias))
    {
        (_heads, _mesh) = (heads, mesh);
        norm_s = normed ? nn.LayerNorm(dim) : null;
        proj_q = nn.Linear(dim, dim);
        proj_k = nn.Linear(dim, dim, hasBias: false);
        proj_v = nn.Linear(dim, dim, hasBias: false);
        proj_g = nn.Linear(dim, dim, hasBias: false);
        proj_o = nn.Linear(dim, dim, hasBias: false);
        proj_z = pairDim is { } width ? nn.Sequential(("0", nn.LayerNorm(width)), ("1", nn.Linear(width, heads, hasBias: false))) : null;
        RegisterComponents();
    }

    /// <summary>Biases [B, H, i, j] read off pairs [B, i, j, D].</summary>
    public Tensor BiasFrom(Tensor z)
        => Chunks.Along(dim: 1, Chunks.Of(z.shape[2] * z.shape[3]), z, rows => proj_z!.call(rows).permute(0, 3, 1, 2), into: 2);

    /// <param name="s">who asks, whole on every rank [B*M, N, C]</param>
    /// <param name="keys">who answers, whole on every rank [B*M, K, C]</param>
    /// <param name="bias">[B, H, i, j]; the M samples of an item share it</param>
    /// <param name="mask">which keys exist [B*M, K]</param>
    /// <returns>the update, whole on every rank [B*M, N, C]</returns>
    public override Tensor forward(Tensor s, Tensor keys, Tensor bias, Tensor mask)
    {
        using var scope = NewDisposeScope();
        if (norm_s is not null)
            (s, keys) = (norm_s.call(s), norm_s.call(keys));
        var (s_i, s_j) = (_mesh.RowPart(s, 1), _mesh.ColPart(keys, 1));
        var (q, k, v) = (ByHead(proj_q.call(s_i)), ByHead(proj_k.call(s_j)), ByHead(proj_v.call(s_j)));
        var ignored = (1 - _mesh.ColPart(mask, 1)).unsqueeze(1).unsqueeze(1) * Never;                // [B*M, 1, 1, j]

        // Each slice is a word with the row's other ranks, whose parts of the keys may be longer: all must cut alike.
        var keysOfOne = new Parts(keys.shape[1], _mesh.Cols).Longest;
        var o = Chunks.Along(Chunks.Of(q.shape[0] * q.shape[1] * keysOfOne), q.shape[2], into: 2, (start, count) =>
        {
            var scores = q.narrow(2, start, count).matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[^1]);     // [B*M, H, i, j]
            using var softmax = new OnlineSoftmax();
            softmax.Add(ForEachSample(scores, bias.narrow(2, start, count)) + ignored, v);
            return softmax.Over(_mesh.AlongRow);
        });

        var y_i = proj_o.call(o.transpose(1, 2).flatten(2) * proj_g.call(s_i).sigmoid());            // [B, i, C]
        return scope.MoveToOuter(_mesh.WholeFromRows(y_i, dim: 1, s.shape[1]));
    }

    private static Tensor ForEachSample(Tensor scores, Tensor bias) => scores.shape[0] == bias.shape[0]
        ? scores + bias
        : (scores.unflatten(0, bias.shape[0], -1) + bias.unsqueeze(1)).flatten(0, 1);

    // [B, n, H*D] -> [B, H, n, D]
    private Tensor ByHead(Tensor x) => x.SplitHeads(_heads).transpose(1, 2);
}
