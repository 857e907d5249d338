using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>What all ranks have said, as the first passes it on.</summary>
internal static class TcpHeard
{
    public static byte[] ToBytes(IReadOnlyList<string?> all) => JsonSerializer.SerializeToUtf8Bytes(all, TcpHeardJson.Default.IReadOnlyListString);

    public static IReadOnlyList<string?> Read(byte[] bytes) => JsonSerializer.Deserialize(bytes, TcpHeardJson.Default.IReadOnlyListString)!;
}

[JsonSerializable(typeof(IReadOnlyList<string?>))]
internal sealed partial class TcpHeardJson : JsonSerializerContext;
