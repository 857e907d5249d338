using System.Text.Json;
using System.Text.Json.Serialization;
using FoldCP.Contract;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>What a rank is to compute with and to send by, as it tells the others before anything is sent that way.</summary>
/// <param name="Accelerator">as its command line says</param>
/// <param name="Transport">as <see cref="LaunchedWorld.Variable"/> says; empty: nothing</param>
/// <param name="IsOnGpu">whether a GPU computes; null: nobody knows, as it cannot begin</param>
/// <param name="UsesNccl">whether NCCL carries tensors, else MPI; null: nobody knows, as it cannot begin</param>
internal sealed record RankMeans(string Accelerator, string Transport, bool? IsOnGpu, bool? UsesNccl)
{
    /// <summary>Why it cannot begin; null: it can.</summary>
    public string? Cannot { get; init; }

    /// <summary>What kind of reason that is.</summary>
    public FailureKind CannotKind { get; init; }

    /// <summary>Whether it can do nothing without the others that meet at the first rank's address.</summary>
    [JsonIgnore]
    public bool NeedsMeeting => UsesNccl == true && Cannot is null;

    public string ToWords() => JsonSerializer.Serialize(this, RankMeansJson.Default.RankMeans);

    public static RankMeans Read(string words) => JsonSerializer.Deserialize(words, RankMeansJson.Default.RankMeans)!;
}

[JsonSerializable(typeof(RankMeans))]
internal sealed partial class RankMeansJson : JsonSerializerContext;
