using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>A stack of pairformer blocks.</summary>
public sealed class PairformerModule : Module<(Tensor S, Tensor Z), Tensor, PairMask, (Tensor S, Tensor Z)>
{
    private readonly ModuleList<PairformerLayer> layers;

    public PairformerModule(int tokenS, int tokenZ, PairformerArgs args, Mesh mesh)
        : base(nameof(PairformerModule))
    {
        layers = [.. Enumerable.Range(0, args.NumBlocks).Select(_ => new PairformerLayer(tokenS, tokenZ, args, mesh))];
        RegisterComponents();
    }

    /// <inheritdoc cref="PairformerLayer.forward"/>
    public override (Tensor S, Tensor Z) forward((Tensor S, Tensor Z) sz, Tensor mask, PairMask pairMask)
    {
        var (s, z) = (sz.S.alias(), sz.Z.alias());
        foreach (var layer in layers)
        {
            var updated = layer.call((s, z), mask, pairMask);
            s.Dispose();
            z.Dispose();
            (s, z) = updated;
        }

        return (s, z);
    }
}
