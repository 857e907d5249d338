using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>A stack of pairformer blocks without tokens.</summary>
public sealed class PairformerNoSeqModule : Module
{
    private readonly ModuleList<PairformerNoSeqLayer> layers;

    public PairformerNoSeqModule(int tokenZ, int numBlocks, int pairwiseHeadWidth, int pairwiseNumHeads, Mesh mesh, double dropout = 0)
        : base(nameof(PairformerNoSeqModule))
    {
        layers = [.. Enumerable.Range(0, numBlocks).Select(_ => new PairformerNoSeqLayer(tokenZ, pairwiseHeadWidth, pairwiseNumHeads, mesh, dropout))];
        RegisterComponents();
    }

    /// <summary>How many there are.</summary>
    public int Blocks => layers.Count;

    /// <param name="z">pairs [B, i, j, D]; changed in place where no gradients are recorded</param>
    /// <param name="mask">which pairs exist</param>
    /// <param name="beforeBlock">told before each block</param>
    public Tensor Updated(Tensor z, PairMask mask, Action? beforeBlock = null)
    {
        z = z.alias();
        foreach (var layer in layers)
        {
            beforeBlock?.Invoke();
            var updated = layer.call(z, mask);
            z.Dispose();
            z = updated;
        }

        return z;
    }
}
