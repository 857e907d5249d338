using System.Text.Json.Serialization;

namespace FoldCP.Contract;

/// <summary>How the run folder's files are written: camelCase, enums as words, unknown and repeated keys refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(Words<MoleculeKind>), typeof(Words<ResultKind>), typeof(Words<FoldStage>), typeof(Words<FailureKind>)],
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true)]
[JsonSerializable(typeof(FoldRequest))]
[JsonSerializable(typeof(EngineProcess))]
[JsonSerializable(typeof(RankProcess))]
[JsonSerializable(typeof(FoldDone))]
[JsonSerializable(typeof(FoldFailed))]
public sealed partial class ContractJson : JsonSerializerContext;

/// <summary>The same for the lines of <c>progress.jsonl</c>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(Words<FoldStage>)],
    WriteIndented = false)]
[JsonSerializable(typeof(Progress))]
public sealed partial class ContractLineJson : JsonSerializerContext;

/// <summary>An enum by its words alone: a number would name what a later version means by it.</summary>
public sealed class Words<T>() : JsonStringEnumConverter<T>(namingPolicy: null, allowIntegerValues: false)
    where T : struct, Enum;
