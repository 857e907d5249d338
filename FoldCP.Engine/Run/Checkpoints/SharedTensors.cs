using System.Text.Json.Serialization;

namespace FoldCP.Engine.Run.Checkpoints;

/// <summary>Tensors that ranks have in common: some whole on each, and pairs of tokens that are spread over the mesh.</summary>
/// <param name="Whole">by their names</param>
/// <param name="Pairs">this rank's block [1, i, j, C] of pairs [1, N, N, C]; null: there are none</param>
/// <param name="Tokens">N</param>
internal sealed record SharedTensors(IReadOnlyDictionary<string, Tensor> Whole, Tensor? Pairs, long Tokens);

/// <summary>What a rank without the file has to know of a tensor in it.</summary>
internal sealed record KeptTensor(string Name, ScalarType Type, IReadOnlyList<long> Shape);

[JsonSerializable(typeof(IReadOnlyList<KeptTensor>))]
internal sealed partial class KeptTensorsJson : JsonSerializerContext;
