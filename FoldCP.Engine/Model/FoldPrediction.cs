using FoldCP.Engine.Model.Affinity;

namespace FoldCP.Engine.Model;

/// <summary>What the network says about one complex: M samples, N tokens, A atoms. All tensors are float32 on the CPU.</summary>
public sealed record FoldPrediction : IDisposable
{
    /// <summary>Å [M, A, 3], padding atoms included, in the order of the features.</summary>
    public required Tensor Coordinates { get; init; }

    /// <summary>How sure the network is of each token's surroundings, 0 to 1 [M, N], or [M, A] where it judges each atom.</summary>
    public required Tensor Plddt { get; init; }

    /// <summary>One per sample, in the samples' order.</summary>
    public required IReadOnlyList<SampleScores> Scores { get; init; }

    /// <summary>How strongly the ligand binds in the most trusted structure; null if that was not asked, or the network cannot tell.</summary>
    public AffinityScores? Affinity { get; init; }

    public void Dispose()
    {
        Coordinates.Dispose();
        Plddt.Dispose();
    }
}

/// <summary>A sampled structure in numbers. All are 0 to 1, higher is better, but for the two errors in Å.</summary>
public sealed record SampleScores
{
    /// <summary>(4 complex pLDDT + ipTM) / 5; pTM takes ipTM's place where there is a single chain.</summary>
    public double ConfidenceScore => ((4 * ComplexPlddt) + (Iptm > 1e-8 ? Iptm : Ptm)) / 5;

    public required double Ptm { get; init; }

    /// <summary>0 where there is a single chain.</summary>
    public required double Iptm { get; init; }

    /// <summary>ipTM between ligands and proteins.</summary>
    public required double LigandIptm { get; init; }

    /// <summary>ipTM between proteins.</summary>
    public required double ProteinIptm { get; init; }

    public required double ComplexPlddt { get; init; }

    /// <summary>pLDDT with ten times the weight on tokens at interfaces.</summary>
    public required double ComplexIplddt { get; init; }

    /// <summary>Å, over pairs in likely contact.</summary>
    public required double ComplexPde { get; init; }

    /// <summary>Å, over pairs of different chains in likely contact.</summary>
    public required double ComplexIpde { get; init; }

    /// <summary>[i][j]: pTM of chain i's tokens seen from frames of chain j, by asym id.</summary>
    public required IReadOnlyDictionary<long, IReadOnlyDictionary<long, double>> PairChainsIptm { get; init; }
}
