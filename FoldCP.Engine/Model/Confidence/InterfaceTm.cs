using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>
/// pTM and its kin: the best frame's mean of expected TM scores, over the tokens that a variant counts. A variant counts
/// whole chains, so sums per chain are all that is kept of the matrix.
/// </summary>
internal sealed class InterfaceTm
{
    private const long Protein = 0;
    private const long NonPolymer = 3;
    private const double Epsilon = 1e-5;

    private readonly (long Chain, long Kind)[] _of;
    private readonly (long Chain, long Kind)[] _groups;
    private readonly bool[] _hasFrame;
    private readonly double[] _sizes;
    private readonly double[][] _sums;

    /// <param name="mesh">on which pairs lie</param>
    /// <param name="features">the complex; a batch of one</param>
    /// <param name="tm">expected TM of column j in row i's frame [i, j]</param>
    /// <param name="frames">1 for tokens with a frame [N]</param>
    public InterfaceTm(Mesh mesh, FoldFeatures features, Tensor tm, Tensor frames)
    {
        using var scope = NewDisposeScope();
        var (chains, kinds) = (features.AsymId[0].data<long>().ToArray(), features.MolType[0].data<long>().ToArray());
        var exists = features.TokenPadMask[0].to(ScalarType.Float64).data<double>().ToArray();
        _of = [.. chains.Zip(kinds)];
        _groups = [.. _of.Distinct().Order()];
        _hasFrame = [.. frames.to(ScalarType.Float64).data<double>().ToArray().Zip(exists, (frame, token) => frame * token > 0)];
        var membership = tensor(_of.Select(of => (long)Array.IndexOf(_groups, of)).ToArray());
        var members = functional.one_hot(membership, _groups.Length).to(tm.dtype) * features.TokenPadMask[0].unsqueeze(-1);
        _sizes = members.sum(dim: 0).to(ScalarType.Float64).data<double>().ToArray();
        var sums = Mesh.Sum(mesh.AlongRow, tm.matmul(mesh.ColPart(members, 0)));                      // [i, groups]
        _sums = [.. mesh.WholeFromRows(sums, 0, _of.Length).to(ScalarType.Float64).data<double>().ToArray().Chunk(_groups.Length)];
    }

    /// <summary>TM score of a distance error, for a complex of so many tokens.</summary>
    public static Tensor Score(Tensor distance, double tokens)
    {
        var scale = (1.24 * Math.Pow(Math.Max(tokens, 19) - 15, 1.0 / 3)) - 1.8;
        return 1 / (1 + (distance / scale).square());
    }

    public double Ptm => Best((_, _) => true);

    public double Iptm => Best((row, col) => row.Chain != col.Chain);

    public double LigandIptm => Best((row, col) => row.Chain != col.Chain
        && ((row.Kind == NonPolymer && col.Kind == Protein) || (row.Kind == Protein && col.Kind == NonPolymer)));

    public double ProteinIptm => Best((row, col) => row.Chain != col.Chain && row.Kind == Protein && col.Kind == Protein);

    /// <summary>[i][j]: columns of chain i in frames of chain j.</summary>
    public IReadOnlyDictionary<long, IReadOnlyDictionary<long, double>> PairChains()
    {
        long[] chains = [.. _groups.Select(group => group.Chain).Distinct()];
        var best = BestOfPairs(chains);
        return chains.Index().ToDictionary(
            i => i.Item,
            i => (IReadOnlyDictionary<long, double>)chains.Index().ToDictionary(j => j.Item, j => best[i.Index, j.Index]));
    }

    // [i, j] as above, in one pass over rows and groups.
    private double[,] BestOfPairs(long[] chains)
    {
        var at = chains.Index().ToDictionary(chain => chain.Item, chain => chain.Index);
        int[] chainOf = [.. _groups.Select(group => at[group.Chain])];
        var best = new double[chains.Length, chains.Length];
        var (sums, sizes) = (new double[chains.Length], new double[chains.Length]);
        for (var row = 0; row < _of.Length; row++)
        {
            if (!_hasFrame[row])
                continue;
            Array.Clear(sums);
            Array.Fill(sizes, Epsilon);
            for (var group = 0; group < _groups.Length; group++)
            {
                sums[chainOf[group]] += _sums[row][group];
                sizes[chainOf[group]] += _sizes[group];
            }

            var j = at[_of[row].Chain];
            for (var i = 0; i < chains.Length; i++)
                best[i, j] = Math.Max(best[i, j], sums[i] / sizes[i]);
        }

        return best;
    }

    private double Best(Func<(long Chain, long Kind), (long Chain, long Kind), bool> counts)
    {
        var best = 0.0;
        for (var row = 0; row < _of.Length; row++)
        {
            if (!_hasFrame[row])
                continue;
            var (sum, size) = (0.0, Epsilon);
            for (var group = 0; group < _groups.Length; group++)
            {
                if (counts(_of[row], _groups[group]))
                    (sum, size) = (sum + _sums[row][group], size + _sizes[group]);
            }

            best = Math.Max(best, sum / size);
        }

        return best;
    }
}
