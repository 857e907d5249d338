using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;

namespace FoldCP.Engine.Run;

/// <summary>
/// Refuses what cannot fit before it starts: on Linux memory is promised freely, and who takes the promise at its word is
/// killed without a chance to say why.
/// </summary>
internal static class MemoryNeed
{
    // The runtime and libtorch, before the first tensor.
    private const double Process = 150e6;

    // What an alignment block finds: pairs as the rounds begin, as this round began, and those it works on.
    private const int Waiting = 3;

    // A triangle multiplication holds two edges of each triangle and the third.
    private const int Triangle = 3;

    // An outer product mean has, beside some channels of outer products, their term and the sum of those before.
    private const int Sums = 2;

    // Of a pair and a sample: two errors, as tensors and as what is written.
    private const int PairErrors = 4 * sizeof(float);

    private const double Gigabyte = 1e9;

    /// <param name="residues">of the whole complex</param>
    /// <param name="network">its widths</param>
    /// <param name="available">bytes that this process may ever have</param>
    /// <param name="samplesWithErrors">how many keep the errors of all pairs until they are written</param>
    /// <exception cref="FoldException">it cannot fit</exception>
    public static void Check(long residues, Widths network, long available, int samplesWithErrors = 0)
    {
        double need = Process + ((double)residues * residues * PairErrors * samplesWithErrors);
        if (need > available)
        {
            throw new FoldException(FailureKind.OutOfMemory,
                $"The errors of all pairs of {residues} residues in {samplesWithErrors} samples need at least {need / Gigabyte:F0} GB of memory, "
                + $"and this machine has {available / Gigabyte:F0} GB. Ask for fewer samples, or do without these errors.");
        }
        need = AtLeast(residues, network);
        if (need > available)
        {
            throw new FoldException(FailureKind.OutOfMemory,
                $"A complex of {residues} residues needs at least {need / Gigabyte:F0} GB of memory, and this machine has {available / Gigabyte:F0} GB. "
                + "Fold fewer chains, or use a machine with more memory.");
        }
    }

    /// <summary>
    /// A lower bound in bytes, for one rank: what is alive at once in an alignment block, without weights, slices and what the
    /// allocator keeps of what was given back. Folds of the demo network took 1.8 times as much without the latter; how much
    /// more with it differs from run to run (docs/benchmarks.md).
    /// </summary>
    public static double AtLeast(long residues, Widths network)
    {
        int z = network.TokenZ;
        int channels = (Waiting * z) + Math.Max(Triangle * z, (Sums * z) + OuterProductMean.WidthAtOnce(MSALayer.Hidden, z));
        return Process + ((double)residues * residues * sizeof(float) * channels);
    }
}
