using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Affinity;

/// <summary>From the pairs of ligand and protein to how strongly they bind, and whether they do.</summary>
public sealed class AffinityHeads : Module
{
    private readonly Mesh _mesh;
    private readonly Sequential affinity_out_mlp;
    private readonly Sequential to_affinity_pred_value;
    private readonly Sequential to_affinity_pred_score;
    private readonly Linear to_affinity_logits_binary;

    public AffinityHeads(int tokenZ, int hidden, Mesh mesh)
        : base(nameof(AffinityHeads))
    {
        _mesh = mesh;
        affinity_out_mlp = nn.Sequential(("0", nn.Linear(tokenZ, tokenZ)), ("1", nn.ReLU()), ("2", nn.Linear(tokenZ, hidden)), ("3", nn.ReLU()));
        (to_affinity_pred_value, to_affinity_pred_score) = (Number(hidden), Number(hidden));
        to_affinity_logits_binary = nn.Linear(1, 1);
        RegisterComponents();
    }

    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="pairs">those that count</param>
    /// <returns>log10 of an IC50 in µM [B, 1], and a logit of binding [B, 1]</returns>
    public (Tensor Value, Tensor Logit) Of(Tensor z, PairMask pairs)
    {
        using var scope = NewDisposeScope();
        var counted = pairs.BetweenTokens(_mesh).flatten(1).unsqueeze(1);             // [B, 1, i*j]
        var sum = Mesh.Sum(_mesh.World, counted.matmul(z.flatten(1, 2)).squeeze(1));
        var mean = sum / (Mesh.Sum(_mesh.World, counted.sum(-1)) + 1e-7);
        var g = affinity_out_mlp.call(mean);
        return scope.MoveToOuter(to_affinity_pred_value.call(g), to_affinity_logits_binary.call(to_affinity_pred_score.call(g)));
    }

    private static Sequential Number(int hidden) => nn.Sequential(
        ("0", nn.Linear(hidden, hidden)), ("1", nn.ReLU()), ("2", nn.Linear(hidden, hidden)), ("3", nn.ReLU()), ("4", nn.Linear(hidden, 1)));
}
