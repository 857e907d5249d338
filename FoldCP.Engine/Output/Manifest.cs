using System.Text.Json.Serialization;
using FoldCP.Contract;

namespace FoldCP.Engine.Output;

/// <summary>The content of <c>manifest.json</c>: all that is needed to know a result again, and to make it again.</summary>
public sealed record Manifest
{
    public required string Fold { get; init; }

    public required string Name { get; init; }

    public required string EngineVersion { get; init; }

    /// <summary>What found conformers and shapes of ligands, such as <c>RDKit 2022.09.3</c>; null: nothing is installed.</summary>
    public string? Toolkit { get; init; }

    /// <summary>SHA-256 of the request as it lay in the folder.</summary>
    public required string RequestSha256 { get; init; }

    /// <summary>The input file that the request names; null: its chains stand in the request.</summary>
    public SourceFile? Input { get; init; }

    /// <summary>The alignments and templates that the input names; null: none.</summary>
    public IReadOnlyList<SourceFile>? Sources { get; init; }

    /// <summary>What was read and means nothing to the network, or is done otherwise than the input says, in the user's words; null: nothing.</summary>
    public IReadOnlyList<string>? Notes { get; init; }

    public required string Weights { get; init; }

    public required string WeightsSha256 { get; init; }

    public required bool Trained { get; init; }

    public string? Warning { get; init; }

    /// <summary>What predicted the affinity; null: it was not asked for.</summary>
    public AffinityWeights? Affinity { get; init; }

    public required FoldOptions Options { get; init; }

    public required int Chains { get; init; }

    public required int Tokens { get; init; }

    public required int Atoms { get; init; }

    /// <summary>Files that were asked for and cannot be, with the reason in words; null: none.</summary>
    public IReadOnlyList<string>? Omitted { get; init; }

    /// <summary>Wall-clock seconds of each stage before the output.</summary>
    public required IReadOnlyDictionary<FoldStage, double> Seconds { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>The weights that predicted an affinity, as <see cref="Manifest"/> has those of the structure.</summary>
public sealed record AffinityWeights(string Weights, string WeightsSha256, bool Trained);

/// <summary>A file of which a fold was made.</summary>
/// <param name="Path">where it was</param>
/// <param name="Sha256">its checksum then</param>
public sealed record SourceFile(string Path, string Sha256);

/// <summary>How the manifest is written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(Manifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
