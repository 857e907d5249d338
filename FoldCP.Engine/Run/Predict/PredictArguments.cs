using System.CommandLine;
using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run.Predict;

/// <summary>The options of <c>foldcp predict</c>, under the reference's names; each may be written with dashes for underscores.</summary>
internal sealed class PredictArguments
{
    private const string Boltz2 = "boltz2";
    private const string Boltz1 = "boltz1";

    private readonly Argument<string> input = new("INPUT") { Description = "An input (.yaml, .yml, .fasta, .fa, .fas, .json), or a folder of inputs." };
    private readonly Option<string?> outFolder = Named<string?>("--out_dir", null, "The folder with a run folder for each input; by default foldcp_results_NAME where you are.");
    private readonly Option<string?> weights = Named<string?>("--weights", null, $"Weights: demo, a name of foldcp weights list, or a file. By default {Boltz2}.");
    private readonly Option<string?> model = Named<string?>("--model", null, $"The network: {Boltz2} or {Boltz1}. By default {Boltz2}, or that of the weights.");
    private readonly Option<string?> checkpoint = Named<string?>("--checkpoint", null, "A file of weights, as with --weights.");
    private readonly Option<string?> cache = Named<string?>("--cache", null, "The folder with the published weights' files, if they are not where foldcp weights get brings them.");
    private readonly Option<long?> seed = Named<long?>("--seed", null, "The seed of all randomness; by default the input's, or else 1.");
    private readonly Option<int> recyclingSteps = Named("--recycling_steps", 3, "How often the trunk reads its own result again.");
    private readonly Option<int> samplingSteps = Named("--sampling_steps", 200, "How many steps lead from noise to a structure.");
    private readonly Option<int> samples = Named("--diffusion_samples", 1, "How many structures to make.");
    private readonly Option<int> samplesAtOnce = Named("--max_parallel_samples", 5, "How many structures are shaped together.");
    private readonly Option<double?> stepScale = Named<double?>("--step_scale", null, "How far each sampling step goes; less gives more different structures. By default 1.5 for Boltz-2, 1.638 for Boltz-1.");
    private readonly Option<bool> usePotentials = Named("--use_potentials", false, "Lead sampling to sound chemistry.");
    private readonly Option<string?> method = Named<string?>("--method", null, $"The experiment to imitate: {string.Join(", ", MethodNames.All)}.");
    private readonly Option<int> alignmentRows = Named("--max_msa_seqs", 8192, "How many rows to read of each alignment.");
    private readonly Option<bool> subsample = Named("--subsample_msa", false, "Let the network read a choice of the rows, another in each round.");
    private readonly Option<int> subsampledRows = Named("--num_subsampled_msa", 1024, "How many rows that choice has.");
    private readonly Option<bool> singleSequence = Named("--single_sequence", false, "Fold proteins without an alignment, or with one of another sequence, alone.");
    private readonly Option<string?> affinityCheckpoint = Named<string?>("--affinity_checkpoint", null, $"Weights for affinities: a name or a file. With {Boltz2} those that belong to it.");
    private readonly Option<int> affinitySteps = Named("--sampling_steps_affinity", 200, "How many steps lead to the structures that affinities are judged by.");
    private readonly Option<int> affinitySamples = Named("--diffusion_samples_affinity", 5, "How many such structures to make.");
    private readonly Option<bool> affinityCorrection = Named("--affinity_mw_correction", false, "Correct affinities for the ligand's weight.");
    private readonly Option<string> format = Named("--output_format", "mmcif", "mmcif, pdb or bcif; mmCIF is always written.");
    private readonly Option<bool> writePae = Named("--write_full_pae", false, "Write the errors of all pairs (PAE and PDE) and all pLDDT as npz.");
    private readonly Option<bool> writePde = Named("--write_full_pde", false, "The same: the errors are written together.");
    private readonly Option<string?> precision = Named<string?>("--precision", null, "The numbers to compute in: fp32, tf32, bf16 or fp64. By default fp32.");
    private readonly Option<int?> ranks = Named<int?>("--ranks", null, "How many processes share each fold; they are launched by MPI. By default 1.");
    private readonly Option<string?> mesh = Named<string?>("--mesh", null, "How they lie, as rows and columns, such as 2x3. By default the shape of which the least is sent.");
    private readonly Option<string?> tiles = Named<string?>("--tile_store", null, "A folder on a disk: the ranks take turns in this process, and what those have that wait lies there (host: in the machine's memory, where a GPU computes). Slow; for complexes that are too large for the memory.");
    private readonly Option<string> accelerator = Named(Accelerator.Option, Accelerator.Auto, Accelerator.Description);
    private readonly Option<bool> again = Named("--override", false, "Fold what is finished already again.");

    public PredictArguments()
    {
        outFolder.Aliases.Add("--out");
        outFolder.Aliases.Add("-o");
        format.AcceptOnlyFromAmong("mmcif", "pdb", "bcif");
        model.AcceptOnlyFromAmong(Boltz2, Boltz1);
        precision.AcceptOnlyFromAmong([.. Precisions.Names]);
    }

    public IReadOnlyList<Argument> Arguments => [input];

    public IReadOnlyList<Option> Options =>
    [
        outFolder, weights, model, checkpoint, cache, seed, recyclingSteps, samplingSteps, samples, samplesAtOnce, stepScale, usePotentials, method,
        alignmentRows, subsample, subsampledRows, singleSequence,
        affinityCheckpoint, affinitySteps, affinitySamples, affinityCorrection, format, writePae, writePde, precision, ranks, mesh, tiles, accelerator, again,
    ];

    /// <summary>What is to compute in this process: ranks that are processes of their own choose for themselves.</summary>
    /// <exception cref="FoldException">ranks and mesh do not go together, or nobody can compute with what is asked for</exception>
    public string ComputesHere(ParseResult parsed)
    {
        string asked = parsed.GetRequiredValue(accelerator);
        Accelerator.Check(asked);
        return parsed.GetValue(tiles) is null && Shape(parsed).Ranks > 1 ? Accelerator.Cpu : asked;
    }

    /// <exception cref="FoldException">ranks and mesh do not go together</exception>
    public PredictSettings Settings(ParseResult parsed)
    {
        string path = parsed.GetRequiredValue(input);
        var shape = Shape(parsed);
        return new(
            path,
            parsed.GetValue(outFolder) ?? $"foldcp_results_{Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))}",
            FoldOptions(parsed))
        {
            Seed = parsed.GetValue(seed),
            Generation = parsed.GetValue(model) switch { Boltz1 => Generation.Boltz1, Boltz2 => Generation.Boltz2, _ => null },
            Mesh = shape,
            Turns = TurnsPlace.Of(parsed.GetValue(tiles), shape, launched: null, Environment.GetEnvironmentVariable(LaunchedWorld.Variable), Accelerator.Own is not null),
            Accelerator = parsed.GetRequiredValue(accelerator),
            Overrides = parsed.GetValue(again),
        };
    }

    /// <summary>What makes no sense together, in the user's words.</summary>
    public IEnumerable<string> Faults(ParseResult parsed)
    {
        if (parsed.GetValue(weights) is not null && parsed.GetValue(checkpoint) is not null)
            yield return "Both --weights and --checkpoint name weights. Keep one of them.";
        if (parsed.GetResult(subsampledRows) is { Implicit: false } && !parsed.GetValue(subsample))
            yield return "--num_subsampled_msa has no effect without --subsample_msa. Add that, or leave it out.";
    }

    private FoldOptions FoldOptions(ParseResult parsed) => new(
        InCache(parsed, Weights(parsed)),
        Samples: parsed.GetValue(samples),
        RecyclingSteps: parsed.GetValue(recyclingSteps),
        SamplingSteps: parsed.GetValue(samplingSteps),
        WriteFullPae: parsed.GetValue(writePae) || parsed.GetValue(writePde),
        WritePdb: parsed.GetValue(format) == "pdb",
        WriteBinaryCif: parsed.GetValue(format) == "bcif",
        SingleSequence: parsed.GetValue(singleSequence),
        SamplesAtOnce: parsed.GetValue(samplesAtOnce),
        StepScale: parsed.GetValue(stepScale),
        AlignmentRows: parsed.GetValue(alignmentRows),
        SubsampledRows: parsed.GetValue(subsample) ? parsed.GetValue(subsampledRows) : null,
        UsePotentials: parsed.GetValue(usePotentials),
        Method: parsed.GetValue(method),
        Affinity: new(
            AffinityWeights(parsed) is { } named ? InCache(parsed, named) : null,
            parsed.GetValue(affinitySamples),
            parsed.GetValue(affinitySteps),
            parsed.GetValue(affinityCorrection)),
        Precision: parsed.GetValue(precision));

    private MeshShape Shape(ParseResult parsed) => MeshChoice.Of(parsed.GetValue(ranks), parsed.GetValue(mesh), requested: null, launched: null);

    private string Weights(ParseResult parsed) => parsed.GetValue(weights) ?? parsed.GetValue(checkpoint) ?? parsed.GetValue(model) ?? Boltz2;

    private string? AffinityWeights(ParseResult parsed) => parsed.GetValue(affinityCheckpoint) ?? ReleasedWeights.ForAffinity(Weights(parsed))?.Name;

    // A request holds wherever it is read: files are named by their full path.
    private string InCache(ParseResult parsed, string chosen) => ReleasedWeights.Find(chosen) switch
    {
        { } released => parsed.GetValue(cache) is { } folder ? Path.GetFullPath(Path.Combine(folder, released.File)) : chosen,
        null when chosen == Contract.FoldOptions.DemoWeights => chosen,
        null => Path.GetFullPath(chosen),
    };

    private static Option<T> Named<T>(string name, T value, string description) => ReferenceName.Of(name, value, description);
}
