using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoldCP.Engine.Input;

/// <summary>AlphaFold 3's input, as its JSON has it.</summary>
internal sealed record AlphaFold3Job
{
    public required string Name { get; init; }

    public IReadOnlyList<long>? ModelSeeds { get; init; }

    public required IReadOnlyList<AlphaFold3Entity> Sequences { get; init; }

    public IReadOnlyList<IReadOnlyList<AtomInput>>? BondedAtomPairs { get; init; }

    [JsonPropertyName("userCCD")]
    public string? UserCcd { get; init; }

    [JsonPropertyName("userCCDPath")]
    public string? UserCcdPath { get; init; }

    public required string Dialect { get; init; }

    public required int Version { get; init; }
}

/// <summary>One of these.</summary>
internal sealed record AlphaFold3Entity(AlphaFold3Polymer? Protein = null, AlphaFold3Polymer? Rna = null, AlphaFold3Polymer? Dna = null, AlphaFold3Ligand? Ligand = null);

internal sealed record AlphaFold3Polymer
{
    [JsonConverter(typeof(OneOrMoreWords))]
    public required IReadOnlyList<string> Id { get; init; }

    public required string Sequence { get; init; }

    public IReadOnlyList<AlphaFoldModification>? Modifications { get; init; }

    public string? Description { get; init; }

    public string? UnpairedMsa { get; init; }

    public string? UnpairedMsaPath { get; init; }

    public string? PairedMsa { get; init; }

    public string? PairedMsaPath { get; init; }

    public IReadOnlyList<AlphaFold3Template>? Templates { get; init; }
}

/// <summary>A structure of one protein, as text or as a file; indices count from 0.</summary>
internal sealed record AlphaFold3Template(
    string? Mmcif = null, string? MmcifPath = null, IReadOnlyList<int>? QueryIndices = null, IReadOnlyList<int>? TemplateIndices = null);

/// <summary>Proteins have the first pair, nucleic acids the second.</summary>
internal sealed record AlphaFoldModification(string? PtmType = null, int? PtmPosition = null, string? ModificationType = null, int? BasePosition = null);

internal sealed record AlphaFold3Ligand
{
    [JsonConverter(typeof(OneOrMoreWords))]
    public required IReadOnlyList<string> Id { get; init; }

    public IReadOnlyList<string>? CcdCodes { get; init; }

    public string? Smiles { get; init; }

    public string? Description { get; init; }
}

/// <summary>A job of the AlphaFold Server, whose file is a list of them.</summary>
internal sealed record AlphaFoldServerJob
{
    public required string Name { get; init; }

    public IReadOnlyList<JsonElement>? ModelSeeds { get; init; }

    public required IReadOnlyList<AlphaFoldServerEntity> Sequences { get; init; }

    public string? Dialect { get; init; }

    public int? Version { get; init; }
}

/// <summary>One of these.</summary>
internal sealed record AlphaFoldServerEntity(
    AlphaFoldServerChain? ProteinChain = null, AlphaFoldServerChain? DnaSequence = null, AlphaFoldServerChain? RnaSequence = null,
    AlphaFoldServerLigand? Ligand = null, AlphaFoldServerIon? Ion = null);

internal sealed record AlphaFoldServerChain
{
    public required string Sequence { get; init; }

    public required int Count { get; init; }

    public IReadOnlyList<JsonElement>? Glycans { get; init; }

    public IReadOnlyList<AlphaFoldModification>? Modifications { get; init; }

    public bool? UseStructureTemplate { get; init; }

    public string? MaxTemplateDate { get; init; }
}

internal sealed record AlphaFoldServerLigand(string Ligand, int Count);

internal sealed record AlphaFoldServerIon(string Ion, int Count);

/// <summary>A word, or a list of them.</summary>
internal sealed class OneOrMoreWords : JsonConverter<IReadOnlyList<string>>
{
    public override IReadOnlyList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return [reader.GetString()!];
        var words = new List<string>();
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("The value could not be converted: a word or a list of words belongs here.");
        while (reader.Read() && reader.TokenType == JsonTokenType.String)
            words.Add(reader.GetString()!);
        return reader.TokenType == JsonTokenType.EndArray ? words : throw new JsonException("The value could not be converted: a word belongs here.");
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string> value, JsonSerializerOptions options) => throw new NotSupportedException();
}

/// <summary>An atom as chain, residue and name: <c>["A", 145, "SG"]</c>.</summary>
internal sealed class AtomOfThree : JsonConverter<AtomInput>
{
    public override AtomInput Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        return root.ValueKind == JsonValueKind.Array && root.GetArrayLength() == 3 && root[0].ValueKind == JsonValueKind.String
            && root[1].ValueKind == JsonValueKind.Number && root[1].TryGetInt32(out int residue) && root[2].ValueKind == JsonValueKind.String
            ? new(root[0].GetString()!, residue, root[2].GetString()!)
            : throw new JsonException("The value could not be converted: an atom is a chain, a residue and a name.");
    }

    public override void Write(Utf8JsonWriter writer, AtomInput value, JsonSerializerOptions options) => throw new NotSupportedException();
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters = [typeof(AtomOfThree)],
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(AlphaFold3Job))]
[JsonSerializable(typeof(AlphaFoldServerJob))]
[JsonSerializable(typeof(IReadOnlyList<AlphaFoldServerJob>))]
internal sealed partial class AlphaFoldJson : JsonSerializerContext;
