using FoldCP.Engine.Features;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>Three atoms of each token that span a coordinate frame, and whether they do so safely.</summary>
internal static class TokenFrames
{
    // Closer than about 25 degrees to a line, or closer than this many Å to one another: no frame.
    private const double Collinear = 0.9063;
    private const double Coincident = 1e-2;

    // Ligands have no backbone: each of their atoms takes its two nearest neighbours, for which three atoms are needed.
    private const int NonPolymer = 3;
    private const int AtomsOfAFrame = 3;

    /// <param name="features">the complex; a batch of one</param>
    /// <param name="x">structures [M, A, 3], Å</param>
    /// <param name="usable">which atoms may be chosen for a ligand's frame [A]; those that exist if not given</param>
    /// <returns>the atoms [M, N, 3], and 1 where they span a frame [M, N]</returns>
    public static (Tensor Atoms, Tensor Valid) Of(FoldFeatures features, Tensor x, Tensor? usable = null)
    {
        using var scope = NewDisposeScope();
        var frames = features.FramesIdx.repeat_interleave(x.shape[0], 0);
        foreach (var ligand in Ligands(features))
            frames.index_copy_(1, ligand.Tokens, Nearest(x, ligand.Atoms, usable ?? features.AtomPadMask[0]).narrow(1, 0, ligand.Tokens.shape[0]));

        var corners = x.gather(1, frames.flatten(1).unsqueeze(-1).expand(-1, -1, 3)).unflatten(1, -1, AtomsOfAFrame);   // [M, N, 3, 3]
        var (first, second) = (corners.select(2, 1) - corners.select(2, 0), corners.select(2, 1) - corners.select(2, 2));
        var (long1, long2) = (first.square().sum(-1, keepdim: true).sqrt(), second.square().sum(-1, keepdim: true).sqrt());
        var cosine = (first / (long1 + 1e-6) * (second / (long2 + 1e-6))).sum(-1).abs();
        var valid = (cosine < Collinear).logical_and(long1.squeeze(-1) > Coincident).logical_and(long2.squeeze(-1) > Coincident);
        return scope.MoveToOuter(frames, valid.to(ScalarType.Float32) * features.TokenPadMask);
    }

    private static IEnumerable<(Tensor Tokens, Tensor Atoms)> Ligands(FoldFeatures features)
    {
        var (asym, exists) = (features.AsymId[0], features.TokenPadMask[0] > 0);
        var ofLigands = asym.masked_select(exists.logical_and(features.MolType[0] == NonPolymer));
        var asymOfAtom = asym.index_select(0, features.AtomToToken[0].clamp(min: 0));
        foreach (var chain in ofLigands.data<long>().ToArray().Distinct())
        {
            var tokens = (asym == chain).logical_and(exists).nonzero().squeeze(-1);
            var atoms = (asymOfAtom == chain).logical_and(features.AtomPadMask[0] > 0).nonzero().squeeze(-1);
            if (atoms.shape[0] >= AtomsOfAFrame)
                yield return (tokens, atoms);
        }
    }

    // The nearest other atom, the atom itself, the second nearest: [M, atoms, 3]
    private static Tensor Nearest(Tensor x, Tensor atoms, Tensor usable)
    {
        var (own, count) = (x.index_select(1, atoms), atoms.shape[0]);
        var free = usable.index_select(0, atoms).to(ScalarType.Bool);
        var nearest = Chunks.Along(Chunks.Of(x.shape[0] * count * 3), count, into: 1, (start, some) =>
        {
            var distances = (own.unsqueeze(1) - own.narrow(1, start, some).unsqueeze(2)).square().sum(-1).sqrt();          // [M, some, atoms]
            var bothFree = free.unsqueeze(0).logical_and(free.narrow(0, start, some).unsqueeze(1));
            return distances.masked_fill(bothFree.logical_not(), double.PositiveInfinity).argsort(2).narrow(2, 0, 3);
        });
        return atoms.index_select(0, nearest.index_select(2, tensor(new long[] { 1, 0, 2 })).flatten()).view(x.shape[0], -1, 3);
    }
}
