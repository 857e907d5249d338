using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Run.Checkpoints;

/// <summary>
/// Keeps in the run folder what a fold has after its trunk and after sampling, and goes on from there where an earlier attempt has left it. Features are
/// not kept: they are made in seconds.
/// </summary>
/// <param name="folder">the run folder</param>
/// <param name="fingerprint">of all that results follow from</param>
/// <param name="ranks">who fold; any number may have left it</param>
/// <param name="progress">is told what is taken over</param>
internal sealed class FoldCheckpoints(RunFolder folder, string fingerprint, FoldRanks ranks, ProgressLog progress)
{
    private const string SInputs = "s_inputs";
    private const string S = "s";
    private const string X = "x";
    private const string Tokens = "tokens";

    public Milestones Milestones => new(Trunk, Samples);

    /// <summary>Removes them; nobody needs them when the fold is done.</summary>
    public static void Clear(RunFolder folder)
    {
        if (Directory.Exists(folder.Checkpoints))
            Directory.Delete(folder.Checkpoints, recursive: true);
    }

    private Understanding Trunk(Func<Understanding> make) => Reached(
        FoldStage.Trunk,
        make,
        trunk => new(new Dictionary<string, Tensor> { [SInputs] = trunk.SInputs, [S] = trunk.S }, trunk.Z, trunk.S.shape[1]),
        kept => new(kept.Whole[SInputs], kept.Whole[S], kept.Pairs!));

    private Sampled Samples(Func<Sampled> make) => Reached(
        FoldStage.Sampling,
        make,
        samples => new(samples.Tokens is { } tokens ? new Dictionary<string, Tensor> { [X] = samples.X, [Tokens] = tokens } : new() { [X] = samples.X }, Pairs: null, 0),
        kept => new(kept.Whole[X], kept.Whole.GetValueOrDefault(Tokens)));

    private T Reached<T>(FoldStage stage, Func<T> make, Func<T, SharedTensors> toKeep, Func<SharedTensors, T> kept)
    {
        var file = new CheckpointFile(Path.Combine(folder.Checkpoints, $"{stage}.safetensors"), fingerprint, ranks);
        if (file.Read(unfit => progress.Note($"The checkpoint after {stage} is not used: {unfit}.")) is { } left)
        {
            progress.Tell(stage, 1, 1, "An earlier attempt came so far");
            progress.Note($"{stage} is taken over from an earlier attempt at this fold.");
            return kept(left);
        }
        var made = make();
        if (file.Write(toKeep(made)) is { } trouble)
            progress.Note($"No checkpoint is kept after {stage}: {trouble}.");
        return made;
    }
}
