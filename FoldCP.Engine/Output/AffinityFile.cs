using System.Text.Json.Serialization;
using FoldCP.Engine.Model.Affinity;

namespace FoldCP.Engine.Output;

/// <summary>How strongly the ligand binds, under the reference's names; those with numbers are an ensemble's members, before any correction.</summary>
public sealed record AffinityFile
{
    /// <summary>log10 of an IC50 in µM: lower binds more strongly.</summary>
    [JsonPropertyName("affinity_pred_value")]
    public required double Value { get; init; }

    /// <summary>That the ligand binds, 0 to 1.</summary>
    [JsonPropertyName("affinity_probability_binary")]
    public required double Probability { get; init; }

    [JsonPropertyName("affinity_pred_value1")]
    public double? FirstValue { get; init; }

    [JsonPropertyName("affinity_probability_binary1")]
    public double? FirstProbability { get; init; }

    [JsonPropertyName("affinity_pred_value2")]
    public double? SecondValue { get; init; }

    [JsonPropertyName("affinity_probability_binary2")]
    public double? SecondProbability { get; init; }

    /// <summary>Ours, not the reference's: there only for weights that are not known to be trained.</summary>
    [JsonPropertyName("warning")]
    public string? Warning { get; init; }

    public static AffinityFile Of(AffinityScores scores, string? warning)
    {
        var (first, second) = scores.Members is [var one, var two] ? (one, two) : ((AffinityScore?)null, (AffinityScore?)null);
        return new()
        {
            Value = scores.Score.Value,
            Probability = scores.Score.Probability,
            FirstValue = first?.Value,
            FirstProbability = first?.Probability,
            SecondValue = second?.Value,
            SecondProbability = second?.Probability,
            Warning = warning,
        };
    }
}

/// <summary>How affinity files are written.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, WriteIndented = true)]
[JsonSerializable(typeof(AffinityFile))]
internal sealed partial class AffinityJson : JsonSerializerContext;
