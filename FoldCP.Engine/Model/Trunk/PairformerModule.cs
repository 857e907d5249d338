using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>A stack of pairformer blocks.</summary>
public sealed class PairformerModule : Module<(Tensor S, Tensor Z), Tensor, PairMask, Action?, (Tensor S, Tensor Z)>
{
    private readonly Mesh _mesh;
    private readonly ModuleList<PairformerLayer> layers;

    public PairformerModule(int tokenS, int tokenZ, PairformerArgs args, Mesh mesh)
        : base(nameof(PairformerModule))
    {
        _mesh = mesh;
        layers = [.. Enumerable.Range(0, args.NumBlocks).Select(_ => new PairformerLayer(tokenS, tokenZ, args, mesh))];
        RegisterComponents();
    }

    /// <summary>How many there are.</summary>
    public int Blocks => layers.Count;

    /// <param name="sz">tokens, whole on every rank [B, N, C], and pairs [B, i, j, D]; pairs are changed in place where no gradients are recorded</param>
    /// <param name="mask">which tokens exist [B, N]</param>
    /// <param name="pairMask">which pairs exist</param>
    /// <param name="beforeBlock">told before each block, if anyone is</param>
    public override (Tensor S, Tensor Z) forward((Tensor S, Tensor Z) sz, Tensor mask, PairMask pairMask, Action? beforeBlock)
    {
        using var scope = NewDisposeScope();
        var (s, z, plan) = (_mesh.Share(sz.S, 1), sz.Z.alias(), new TokenPlan(_mesh, mask));
        foreach (var layer in layers)
        {
            beforeBlock?.Invoke();
            var updated = layer.call((s, z), plan, pairMask);
            s.Dispose();
            z.Dispose();
            (s, z) = updated;
        }

        return scope.MoveToOuter(_mesh.WholeFromShares(s, 1, mask.shape[1]), z);
    }
}
