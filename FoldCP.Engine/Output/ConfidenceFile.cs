using System.Globalization;
using System.Text.Json.Serialization;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Output;

/// <summary>The scores of one sample under the reference's names (snake case in JSON); chains are named by their number, from 0.</summary>
public sealed record ConfidenceFile
{
    public required double ConfidenceScore { get; init; }

    public required double Ptm { get; init; }

    public required double Iptm { get; init; }

    public required double LigandIptm { get; init; }

    public required double ProteinIptm { get; init; }

    public required double ComplexPlddt { get; init; }

    public required double ComplexIplddt { get; init; }

    /// <summary>Å</summary>
    public required double ComplexPde { get; init; }

    /// <summary>Å</summary>
    public required double ComplexIpde { get; init; }

    public required IReadOnlyDictionary<string, double> ChainsPtm { get; init; }

    /// <summary>[i][j]: chain i's tokens seen from frames of chain j.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> PairChainsIptm { get; init; }

    /// <summary>Ours, not the reference's: there only for weights that are not known to be trained.</summary>
    public string? Warning { get; init; }

    public static ConfidenceFile Of(SampleScores scores, string? warning) => new()
    {
        ConfidenceScore = scores.ConfidenceScore,
        Ptm = scores.Ptm,
        Iptm = scores.Iptm,
        LigandIptm = scores.LigandIptm,
        ProteinIptm = scores.ProteinIptm,
        ComplexPlddt = scores.ComplexPlddt,
        ComplexIplddt = scores.ComplexIplddt,
        ComplexPde = scores.ComplexPde,
        ComplexIpde = scores.ComplexIpde,
        ChainsPtm = scores.PairChainsIptm.ToDictionary(row => Name(row.Key), row => row.Value[row.Key]),
        PairChainsIptm = scores.PairChainsIptm.ToDictionary(
            row => Name(row.Key),
            row => (IReadOnlyDictionary<string, double>)row.Value.ToDictionary(cell => Name(cell.Key), cell => cell.Value)),
        Warning = warning,
    };

    private static string Name(long chain) => chain.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How confidence files are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(ConfidenceFile))]
internal sealed partial class ConfidenceJson : JsonSerializerContext;
