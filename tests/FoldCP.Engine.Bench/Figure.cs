using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoldCP.Engine.Bench;

/// <summary>One measured or derived number, with what it was measured on; what does not apply is left out.</summary>
/// <param name="Name">what it tells</param>
internal sealed record Figure([property: JsonPropertyName("figure")] string Name)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Tokens.</summary>
    public int? N { get; init; }

    public int? Ranks { get; init; }

    /// <summary>Rows and columns of ranks.</summary>
    public string? Mesh { get; init; }

    /// <summary>Of the numbers that are computed with.</summary>
    public string? Dtype { get; init; }

    /// <summary>Of the alignment.</summary>
    public int? Rows { get; init; }

    /// <summary>A part of a fold, or of what is sent.</summary>
    public string? Stage { get; init; }

    /// <summary>A device.</summary>
    public string? Gpu { get; init; }

    /// <summary>How often it was measured; the figure is the median.</summary>
    public int? Runs { get; init; }

    public double? Seconds { get; init; }

    /// <summary>Of these, how many a rank waits for others.</summary>
    public double? WaitedSeconds { get; init; }

    public double? PeakBytes { get; init; }

    /// <summary>In a file, at most.</summary>
    public double? StoredBytes { get; init; }

    /// <summary>Of what neither tokens nor pairs make more.</summary>
    public double? FixedBytes { get; init; }

    public double? BytesPerToken { get; init; }

    public double? BytesPerLocalPair { get; init; }

    public double? BytesSentPerRank { get; init; }

    public double? BytesReceivedPerRank { get; init; }

    /// <summary>What is received, in all pairs with 128 channels.</summary>
    public double? Units { get; init; }

    /// <summary>The same by the formula that is known for it.</summary>
    public double? Formula { get; init; }

    /// <summary>Of results, largest and relative.</summary>
    public double? Difference { get; init; }

    public double? Ratio { get; init; }

    /// <summary>What over what.</summary>
    public string? RatioOf { get; init; }

    /// <summary>Whether it lies within what a calibration was fitted to or is held out, beyond it; or nothing was fitted to begin with.</summary>
    public string? Fit { get; init; }

    /// <summary>How many folds it is told of.</summary>
    public int? Folds { get; init; }

    /// <summary>How far ratios are from 1 on average.</summary>
    public double? MeanError { get; init; }

    public double? LargestError { get; init; }

    /// <summary>Of resident memory when weights and features are there: the same over the same.</summary>
    public double? BeforeRatio { get; init; }

    /// <summary>What it ought to be.</summary>
    public string? Goal { get; init; }

    public string Json() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Name and value of all that applies, in order, beside the figure's own name.</summary>
    public IReadOnlyList<(string Name, JsonElement Value)> Fields() =>
        [.. JsonSerializer.SerializeToElement(this, s_json).EnumerateObject().Where(field => field.Name != "figure").Select(field => (field.Name, field.Value))];
}
