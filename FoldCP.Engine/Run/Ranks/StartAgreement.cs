using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>What all ranks must have in common before they fold: the same engine, the same question, the same network.</summary>
internal sealed class StartAgreement(RunFolder folder, FoldRanks ranks)
{
    /// <summary>Before anything is read that another release may read otherwise.</summary>
    /// <exception cref="FoldException">this rank does not see the folder</exception>
    public IReadOnlyList<RankFact> BeforeReading() =>
    [
        new("engine's version", EngineVersion.Text),
        new("mesh", $"{ranks.Shape}"),
        new("SHA-256 of request.json", File.Exists(folder.Request) ? FileHash.Of(folder.Request) : throw Unseen()),
    ];

    /// <summary>Before ranks compute together.</summary>
    public static IReadOnlyList<RankFact> BeforeFolding(FoldStory story, FoldTarget target, LoadedModel model, AffinityStage? affinity, int tokens) =>
    [
        new("SHA-256 of the input", story.Input?.Sha256 ?? "none"),
        new("SHA-256 of alignments and templates", string.Join(' ', story.Sources.Select(source => source.Sha256))),
        new("SHA-256 of the components", ComponentsHash.Of(target)),
        new("chemistry toolkit", ChemistryToolkit.Find()?.Release ?? "none"),
        new("SHA-256 of the weights", model.Sha256),
        new("SHA-256 of the affinity's weights", affinity?.WeightsSha256 ?? "none"),
        new("number of tokens", $"{tokens}"),
    ];

    /// <summary>Of all that results follow from: what is asked and by which release, and the files that are read. The mesh is none of it.</summary>
    public static string Fingerprint(FoldRequest request, IReadOnlyList<RankFact> facts)
    {
        // An input file is known by its content.
        var asked = request with { Id = "", Name = "", Options = request.Options with { Ranks = 1 }, Input = request.Input is { } input ? new("", Job: input.Job) : null };
        var words = RankFacts.Words([new("release", EngineVersion.Text), new("asked", JsonSerializer.Serialize(asked, ContractJson.Default.FoldRequest)), .. facts]);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(words)));
    }

    /// <exception cref="AgreedFailure">ranks differ; all of them say so in the same words</exception>
    public void Check(IReadOnlyList<RankFact> own, DateTimeOffset now)
    {
        if (RankFacts.Difference([.. ranks.HearAll(RankFacts.Words(own)).Select(RankFacts.Read)]) is { } difference)
        {
            throw new AgreedFailure(new()
            {
                FailedAt = now,
                Stage = FoldStage.Start,
                Rank = difference.Rank,
                Kind = FailureKind.BadInput,
                Cause = difference.Sentence,
            });
        }
    }

    private FoldException Unseen() => FoldException.BadInput(
        $"Rank {ranks.Rank} on {Environment.MachineName} does not see {folder.Request}. All ranks read the run folder: let it lie where every machine sees it.");
}
