using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>Atoms attend to those around them. Each rank has a share of the windows, and asks its neighbours for the atoms beyond.</summary>
public sealed class WindowPlan : IAttentionPlan
{
    private const double Never = -1e6;

    private readonly Mesh _mesh;
    private readonly AtomWindows _windows;
    private readonly Stretches _around;

    /// <param name="mesh">whose ranks share the windows</param>
    /// <param name="windows">who attends to whom</param>
    /// <param name="mask">which atoms exist, whole on every rank [B, A]</param>
    public WindowPlan(Mesh mesh, AtomWindows windows, Tensor mask)
    {
        using var scope = NewDisposeScope();
        (_mesh, _windows) = (mesh, windows);
        Shares = mesh.Shares(mask.shape[1] / windows.Queries).Times(windows.Queries);
        _around = Shares.WithNeighbours(windows.Side);
        Ignored = scope.MoveToOuter((1 - Answering(Share(mask.unsqueeze(-1))).Wait()).transpose(-2, -1).unsqueeze(2) * Never);      // [B, k, 1, 1, H]
    }

    public Tensor Ignored { get; }

    /// <summary>Which atoms each rank has: those of its windows.</summary>
    public Stretches Shares { get; }

    /// <summary>This rank's atoms.</summary>
    public Stretch Own => Shares.Of(_mesh.World.Rank);

    private Stretches OfWindows => _mesh.Shares(Shares.Length / _windows.Queries);

    /// <summary>This rank's share of atoms that all ranks hold: [B, A, C] -> [B, n, C].</summary>
    public Tensor Share(Tensor whole) => whole.narrow(1, Own.Start, Own.Length);

    /// <summary>Atoms, whole on every rank: [B, n, C] -> [B, A, C].</summary>
    public Tensor Whole(Tensor share) => _mesh.Fetch(share, dim: 1, Shares, Stretches.Everywhere(Shares.Length));

    /// <summary>This rank's share of windows that all ranks hold: [B, K, ..] -> [B, k, ..].</summary>
    public Tensor ShareOfWindows(Tensor whole) => _mesh.Share(whole, 1);

    /// <summary>This rank's share of the sum of what ranks have for windows: [B, those it has, ..] -> [B, k, ..].</summary>
    public Tensor SumOfWindows(Tensor terms, Stretches had) => _mesh.Return(terms, dim: 1, had, OfWindows);

    /// <summary>Windows, whole on every rank: [B, k, ..] -> [B, K, ..].</summary>
    public Tensor WholeWindows(Tensor share) => _mesh.Fetch(share, dim: 1, OfWindows, Stretches.Everywhere(OfWindows.Length));

    /// <summary>The atoms of each window of this rank: [B*M, n, C] -> [B*M, k, W, C].</summary>
    public ITransfer<Tensor> Asking(Tensor share) => new Arrived<Tensor>(share.unflatten(1, Own.Length / _windows.Queries, _windows.Queries));

    /// <summary>Those and the atoms around: [B*M, n, C] -> [B*M, k, H, C]. Beyond the ends there are zeros.</summary>
    public ITransfer<Tensor> Answering(Tensor share) => _mesh.Fetching(share, dim: 1, Shares, _around).Then(InWindows);

    // [B*M, atoms around, C] -> [B*M, k, H, C]
    private Tensor InWindows(Tensor atoms)
    {
        var (around, reach) = (_around.Of(_mesh.World.Rank), new Stretch(Own.Start - _windows.Side, Own.End + _windows.Side));
        // One window more than there are, so that there is one to unfold where a rank has none.
        var padded = functional.pad(atoms, [0, 0, around.Start - reach.Start, reach.End - around.End + _windows.Queries]);
        return padded.unfold(1, _windows.Keys, _windows.Queries).transpose(2, 3).narrow(1, 0, Own.Length / _windows.Queries);
    }

    public Tensor Kept(OnlineSoftmax softmax) => softmax.Result();

    public Tensor Answers(Tensor kept) => kept.transpose(2, 3).flatten(3).flatten(1, 2);
}
