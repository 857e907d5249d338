using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>A stack of pairformer blocks without tokens.</summary>
public sealed class PairformerNoSeqModule : Module<Tensor, PairMask, Tensor>
{
    private readonly ModuleList<PairformerNoSeqLayer> layers;

    public PairformerNoSeqModule(int tokenZ, int numBlocks, int pairwiseHeadWidth, int pairwiseNumHeads, Mesh mesh)
        : base(nameof(PairformerNoSeqModule))
    {
        layers = [.. Enumerable.Range(0, numBlocks).Select(_ => new PairformerNoSeqLayer(tokenZ, pairwiseHeadWidth, pairwiseNumHeads, mesh))];
        RegisterComponents();
    }

    /// <inheritdoc cref="PairformerNoSeqLayer.forward"/>
    public override Tensor forward(Tensor z, PairMask mask)
    {
        z = z.alias();
        foreach (var layer in layers)
        {
            var updated = layer.call(z, mask);
            z.Dispose();
            z = updated;
        }

        return z;
    }
}
