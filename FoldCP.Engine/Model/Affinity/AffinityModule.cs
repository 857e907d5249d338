using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Affinity;

/// <summary>Reads a structure and says how strongly its ligand binds to its proteins.</summary>
public sealed class AffinityModule : Module
{
    private const int Transitions = 2;

    private readonly Mesh _mesh;
    private readonly Tensor boundaries;
    private readonly Embedding dist_bin_pairwise_embed;
    private readonly Linear s_to_z_prod_in1;
    private readonly Linear s_to_z_prod_in2;
    private readonly LayerNorm z_norm;
    private readonly Linear z_linear;
    private readonly PairwiseConditioning pairwise_conditioner;
    private readonly PairformerNoSeqModule pairformer_stack;
    private readonly AffinityHeads affinity_heads;

    public AffinityModule(int tokenS, int tokenZ, AffinityModelArgs args, Mesh mesh)
        : base(nameof(AffinityModule))
    {
        _mesh = mesh;
        boundaries = linspace(2, args.MaxDist, args.NumDistBins - 1, dtype: ScalarType.Float32);
        dist_bin_pairwise_embed = nn.Embedding(args.NumDistBins, tokenZ);
        (s_to_z_prod_in1, s_to_z_prod_in2) = (nn.Linear(tokenS, tokenZ, hasBias: false), nn.Linear(tokenS, tokenZ, hasBias: false));
        (z_norm, z_linear) = (nn.LayerNorm(tokenZ), nn.Linear(tokenZ, tokenZ, hasBias: false));
        pairwise_conditioner = new(tokenZ, tokenZ, Transitions);
        var stack = args.PairformerArgs;
        pairformer_stack = new(tokenZ, stack.NumBlocks, stack.PairwiseHeadWidth, stack.PairwiseNumHeads, mesh, stack.Dropout);
        affinity_heads = new(tokenZ, args.TransformerArgs.TokenS, mesh);
        RegisterComponents();
    }

    /// <summary>How many blocks read the structure.</summary>
    public int Blocks => pairformer_stack.Blocks;

    /// <param name="sInputs">embedded tokens [B, N, C]</param>
    /// <param name="z">pairs from the trunk [B, i, j, D]</param>
    /// <param name="x">where each token's representative atom is [B, N, 3], Å</param>
    /// <param name="pairs">those of ligand and protein</param>
    /// <param name="beforeBlock">told before each of the <see cref="Blocks"/></param>
    /// <returns>log10 of an IC50 in µM [B, 1], and a logit of binding [B, 1]</returns>
    public (Tensor Value, Tensor Logit) Of(Tensor sInputs, Tensor z, Tensor x, PairMask pairs, Action? beforeBlock = null)
    {
        using var scope = NewDisposeScope();
        var rowsAtOnce = Chunks.Of(z.shape[2] * z.shape[3]);
        z = Chunks.Along(dim: 1, rowsAtOnce, z, rows => z_linear.call(z_norm.call(rows)));
        z = z.Plus(_mesh.RowPart(s_to_z_prod_in1.call(sInputs), 1).unsqueeze(2) + _mesh.ColPart(s_to_z_prod_in2.call(sInputs), 1).unsqueeze(1));
        z = z.Plus(pairwise_conditioner.call(z, () => Distances(x)));
        z = pairformer_stack.Updated(z, pairs, beforeBlock);
        var (value, logit) = affinity_heads.Of(z, pairs);
        return scope.MoveToOuter(value, logit);
    }

    // [B, i, j, D]
    private Tensor Distances(Tensor x)
    {
        var distances = Distance.Between(_mesh.RowPart(x, 1), _mesh.ColPart(x, 1));
        return dist_bin_pairwise_embed.call(searchsorted(boundaries, distances.contiguous()));
    }
}
