using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>
/// Queries attend to keys, biased by what the model thinks of each pair (AlphaFold 3, algorithm 24). Both are tokens, or
/// the atoms of a window and those around it.
/// </summary>
public sealed class AttentionPairBias : Module<Tensor, Tensor, Tensor, IAttentionPlan, Tensor>
{
    // To a usual one. What is made of less stays near the processor, in memory that is there already; larger pieces come from the system anew,
    // layer after layer.
    private const int SlicesOfPairs = 16;
    private const int SlicesOfScores = 4;

    private readonly int _heads;
    private readonly double _scale;
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
    /// <param name="normed">whether it norms what it is given</param>
    public AttentionPairBias(int dim, int heads, int? pairDim, bool normed = false)
        : base(nameof(AttentionPairBias))
    {
        (_heads, _scale) = (heads, Math.Sqrt((double)heads / dim));
        norm_s = normed ? nn.LayerNorm(dim) : null;
        proj_q = nn.Linear(dim, dim);
        proj_k = nn.Linear(dim, dim, hasBias: false);
        proj_v = nn.Linear(dim, dim, hasBias: false);
        proj_g = nn.Linear(dim, dim, hasBias: false);
        proj_o = nn.Linear(dim, dim, hasBias: false);
        proj_z = pairDim is { } width ? nn.Sequential(("0", nn.LayerNorm(width)), ("1", nn.Linear(width, heads, hasBias: false))) : null;
        RegisterComponents();
    }

    /// <inheritdoc cref="Biases"/>
    public Tensor BiasFrom(Tensor z) => Biases(proj_z!, z);

    /// <summary>Biases [B, H, i, j] read off pairs [B, i, j, D], each head's together, as scores lie: they are added to scores over and over.</summary>
    internal static Tensor Biases(Sequential layer, Tensor z)
    {
        using var read = Chunks.Along(dim: 1, Chunks.Of(SlicesOfPairs * z.shape[2] * z.shape[3]), z, rows => layer.call(rows).permute(0, 3, 1, 2), into: 2);
        return read.contiguous();
    }

    /// <param name="s">this rank's share of those who ask [B*M, n, C]</param>
    /// <param name="keys">this rank's share of those who answer [B*M, n, C]</param>
    /// <param name="bias">[B, .., H, i, j]; the M samples of an item share it</param>
    /// <param name="plan">who attends to whom</param>
    /// <returns>the update of this rank's share [B*M, n, C]</returns>
    public override Tensor forward(Tensor s, Tensor keys, Tensor bias, IAttentionPlan plan)
    {
        using var scope = NewDisposeScope();
        if (norm_s is not null)
            (s, keys) = (norm_s.call(s), norm_s.call(keys));
        // What is computed before the waiting is time for a rank that is late.
        var answering = plan.Answering(cat([proj_k.call(keys), proj_v.call(keys)], dim: -1));
        var asking = plan.Asking(proj_q.call(s) * _scale);
        var gate = proj_g.call(s).sigmoid_();
        var q = ByHead(asking.Wait());                                                               // [B*M, .., H, i, D]
        var answers = answering.Wait().chunk(2, dim: -1);
        var (k, v, rows) = (ByHead(answers[0]).transpose(-2, -1), ByHead(answers[1]), q.dim() - 2);
        var kept = Chunks.Along(Chunks.Of(SlicesOfScores * q.numel() / (q.shape[^2] * q.shape[^1]) * v.shape[^2]), q.shape[^2], into: (int)rows, (start, count) =>
        {
            using var softmax = new OnlineSoftmax();
            softmax.Add(Biased(q.narrow(rows, start, count).matmul(k), bias.narrow(-2, start, count), plan.Ignored), v);
            return plan.Kept(softmax);
        });
        return scope.MoveToOuter(proj_o.call(plan.Answers(kept) * gate));
    }

    private static Tensor Biased(Tensor scores, Tensor bias, Tensor ignored)
        => (scores.unflatten(0, bias.shape[0], -1) + bias.unsqueeze(1) + ignored.unsqueeze(1)).flatten(0, 1);

    // [.., n, H*D] -> [.., H, n, D]
    private Tensor ByHead(Tensor x) => x.SplitHeads(_heads).transpose(-3, -2);
}
