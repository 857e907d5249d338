using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Run;

/// <summary>
/// Refuses what cannot fit before it starts: on Linux memory is promised freely, and who takes the promise at its word is
/// killed without a chance to say why.
/// </summary>
internal static class MemoryNeed
{
    // So many pair representations are alive at once at the very least; the demo network was measured at five times the bound.
    private const int PairTensors = 8;

    // Expected errors (PAE and PDE), one number for each of their bins.
    private const int ErrorHeads = 2;

    private const double Gigabyte = 1e9;

    /// <param name="residues">of the whole complex</param>
    /// <param name="network">its widths</param>
    /// <param name="available">bytes that this process may ever have</param>
    /// <exception cref="FoldException">it cannot fit</exception>
    public static void Check(long residues, Boltz2Config network, long available)
    {
        double need = AtLeast(residues, network);
        if (need > available)
        {
            throw new FoldException(FailureKind.OutOfMemory,
                $"A complex of {residues} residues needs at least {need / Gigabyte:F0} GB of memory, and this machine has {available / Gigabyte:F0} GB. "
                + "Fold fewer chains, or use a machine with more memory.");
        }
    }

    /// <summary>A lower bound in bytes.</summary>
    public static double AtLeast(long residues, Boltz2Config network) =>
        (double)residues * residues * sizeof(float)
        * ((PairTensors * network.TokenZ) + (ErrorHeads * network.ConfidenceModelArgs.ConfidenceArgs.NumPaeBins));
}
