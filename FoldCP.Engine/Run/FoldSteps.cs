using FoldCP.Contract;
using FoldCP.Contract.Planning;
using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Checkpoints;
using FoldCP.Engine.Run.Ranks;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>A fold from the request to the result's files, stage by stage.</summary>
internal sealed class FoldSteps(RunFolder folder, TimeProvider clock, ProgressLog progress, OpenModels models, FoldRanks ranks)
{
    private readonly StartAgreement _start = new(folder, ranks);
    private CollectionPause? _pause;

    /// <param name="started">the engine's first act, as the clock's timestamp</param>
    /// <exception cref="FoldException">it cannot be folded</exception>
    /// <exception cref="OperationCanceledException">it shall not be folded</exception>
    public FoldDone Run(long started)
    {
        using (_pause = CollectionPause.Hold())
            return Done(started);
    }

    /// <summary>Reads what is asked, and looks whether ranks that lie otherwise than these can share it. Nothing is told of it.</summary>
    /// <exception cref="FoldException">they cannot</exception>
    /// <exception cref="OperationCanceledException">it shall not be folded</exception>
    public void Look(MeshShape shape)
    {
        var (target, story) = Read();
        progress.ThrowIfCancelled();
        _ = Assembled(target, Opened(target, story.Request.Options).Model, shape);
        MeshChoice.CheckTurns(shape.Ranks, PlanningMachine.This.Memory);
        progress.ThrowIfCancelled();
    }

    private FoldDone Done(long started)
    {
        progress.Tell(FoldStage.Start, 0, 1, "Reading the request");
        RanksAgree(_start.BeforeReading);
        var (target, story) = EachAlone(Read);
        var options = story.Request.Options;
        // Each loads them by itself, but they share one mesh, which they make together.
        _ = ranks.Mesh;
        var (model, how, affinity) = EachAlone(() => Opened(target, options));
        var assembly = EachAlone(() => Assembled(target, model, ranks.Shape));
        var facts = RanksAgree(() => StartAgreement.BeforeFolding(story, target, model, affinity, assembly.Tokens.Count));
        var checkpoints = new FoldCheckpoints(folder, StartAgreement.Fingerprint(story.Request, facts), ranks, progress);
        progress.Tell(FoldStage.Start, 1, 1, $"Loaded the network with weights {model.Name}{(Accelerator.Own is { } gpu ? $" onto the GPU ({gpu.Name})" : "")}");
        if (affinity?.Doubt is { } doubt)
            progress.Note(doubt);

        using var results = ranks.Leads ? new ResultsWriter(folder, options) : null;
        if (options.WriteFullPae)
            how = how with { PairErrors = rows => results?.Add(rows, assembly.Tokens.Count) };
        var samples = Fold(target, assembly, options, how, model, checkpoints);
        var binding = affinity?.Judge(target, AsFirst(samples[0]), ranks.Shape, TellAffinity);
        var files = Write(results, assembly, samples, story.Origin(model, clock), story, binding);
        return new()
        {
            FinishedAt = clock.GetUtcNow(),
            Seconds = clock.GetElapsedTime(started).TotalSeconds,
            Trained = model.Trained,
            Weights = model.Name,
            WeightsSha256 = model.Sha256,
            Tokens = assembly.Tokens.Count,
            Atoms = assembly.Structure.AtomCount,
            Samples = [.. samples.Select(sample => sample.Result)],
            Files = files,
        };
    }

    private (FoldTarget Target, FoldStory Story) Read()
    {
        if (ranks.Leads)
            ResultsWriter.Clear(folder);
        var request = RequestFile.Read(folder);
        var input = RequestInput.Of(request, folder);
        var target = Target(input, request.Options);
        var story = FoldStory.Of(request, input, folder);
        foreach (string note in FoldNotes.Of(input, target, request.Options))
            progress.Note(note);
        return (target, story);
    }

    private (LoadedModel Model, PredictOptions How, AffinityStage? Affinity) Opened(FoldTarget target, FoldOptions options)
    {
        var model = models.Open(options.Weights, precision: AskedOfNetwork.Precision(options));
        return (model, AskedOfNetwork.Of(options, target, model.Network), AffinityStage.Of(target, options, models));
    }

    private static Assembly Assembled(FoldTarget target, LoadedModel model, MeshShape shape)
    {
        var assembly = Assembly.Of(target, model.Network.Generation);
        MeshChoice.Check(shape, assembly.Tokens.Count);
        return assembly;
    }

    // What a rank does by itself: if it fails, all are told, and leave alike.
    private T EachAlone<T>(Func<T> act) => ranks.EachAlone(act, failure => Failure.Told(failure, folder, progress.Stage, ranks.Rank, clock.GetUtcNow()));

    private IReadOnlyList<RankFact> RanksAgree(Func<IReadOnlyList<RankFact>> facts)
    {
        var own = EachAlone(facts);
        _start.Check(own, clock.GetUtcNow());
        return own;
    }

    private static FoldTarget Target(FoldInput input, FoldOptions options)
    {
        var builder = new TargetBuilder(MoleculeLibrary.Installed, ChemistryToolkit.Smiles, ChemistryToolkit.Shapes)
        {
            AlignmentRows = options.AlignmentRows ?? Alignment.MostRows,
        };
        var target = builder.From(input) with { Method = MethodNames.Find(options.Method ?? "") ?? Method.XRayDiffraction };
        return options.SingleSequence || !target.Misfits.Any() ? target : throw FoldException.BadInput(
            $"{string.Join(' ', target.Misfits)} Name an alignment of the chain's own sequence (msa:), "
            + "or fold such chains without: --single-sequence, or singleSequence in the request's options.");
    }

    private FoldedSample[] Fold(FoldTarget target, Assembly assembly, FoldOptions options, PredictOptions how, LoadedModel model, FoldCheckpoints checkpoints)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        var (atoms, tokens) = (target.Structure.AtomCount, assembly.Tokens.Count);
        progress.Tell(FoldStage.Features, 0, 1, $"Describing {target.Structure.Chains.Count} chains with {target.Structure.Residues.Count()} residues");
        int sharing = ranks.OnThisMachine();
        RankEnvironment.ShareProcessors(sharing);
        var features = EachAlone(() => Features(target, options, how, model, sharing));
        progress.Tell(FoldStage.Features, 1, 1, $"Described {atoms} atoms");
        using var prediction = model.Network.Predict(features, how, new PhiloxNoise((ulong)options.Seed), checkpoints.Milestones, TellStep);
        return EachAlone(() => FoldedSamples.From(prediction, atoms, tokens));
    }

    // What is cut out around a ligand follows from the last digit of a position.
    private FoldedSample AsFirst(FoldedSample own)
    {
        using var scope = NewDisposeScope();
        return own with { Coordinates = ranks.Mesh.OfFirst(tensor(own.Coordinates)).data<float>().ToArray() };
    }

    private FoldFeatures Features(FoldTarget target, FoldOptions options, PredictOptions how, LoadedModel model, int sharing)
    {
        var features = Featurizer.Of(target, model.Network.Generation, new PhiloxConformerNoise((ulong)options.Seed)) with { SubsampledRows = options.SubsampledRows };
        var (plan, size) = (new MemoryPlan(model.Network), FoldSize.Of(features, how) with { Ranks = ranks.Count });
        // Ranks share a machine's memory, but each has a GPU of its own.
        if (Accelerator.Own is { } gpu)
            plan.Check(size, gpu.Memory, where: $"the GPU ({gpu.Name})");
        else
            plan.Check(size, PlanningMachine.This.Memory / sharing, PlanningMachine.This.Memory);
        if (ranks.Store is { } store)
            TurnsNeed.CheckRoom(plan, size, store.Room);
        return features;
    }

    private void TellStep(FoldStage stage, int step, int of)
    {
        progress.Tell(stage, step, of, stage switch
        {
            FoldStage.Trunk => "Finding out which residues belong together",
            FoldStage.Sampling => "Shaping structures out of noise",
            FoldStage.Confidence => "Judging how sure each part is",
            _ => stage.ToString(),
        });
        Rest(stage, isEnd: step == 0 || step == of);
    }

    // The affinity's network goes through all stages again, with the ligand's surroundings.
    private void TellAffinity(FoldStage stage, int step, int of)
    {
        progress.Tell(FoldStage.Confidence, step, of, "Judging how strongly the ligand binds" + stage switch
        {
            FoldStage.Trunk => ": which residues belong together",
            FoldStage.Sampling => ": shaping its surroundings",
            _ => "",
        });
        Rest(stage, isEnd: step == 0 || step == of);
    }

    // A step of sampling is short and makes nothing as large as the pairs, which the blocks of the other stages make anew.
    private void Rest(FoldStage stage, bool isEnd)
    {
        _pause?.Renew();
        if (stage != FoldStage.Sampling || isEnd)
            FreedMemory.Release();
    }

    // By the first rank, whose folder it is; the others hear whether they are to stop.
    private IReadOnlyList<ResultFile> Write(ResultsWriter? results, Assembly assembly, FoldedSample[] samples, Provenance origin, FoldStory story, Binding? binding)
    {
        for (int written = 0; written < samples.Length; written++)
        {
            progress.Tell(FoldStage.Output, written, samples.Length, $"Writing structure {written + 1} of {samples.Length}");
            results?.Add(assembly, samples[written], origin);
        }
        if (results is not null)
            Complete(results, story.Manifest(assembly, origin, progress), origin, binding);
        progress.Tell(FoldStage.Output, samples.Length, samples.Length, "All structures are written");
        return results?.Show() ?? [];
    }

    private void Complete(ResultsWriter results, Manifest manifest, Provenance origin, Binding? binding)
    {
        if (binding is not null)
            results.Add(binding.Scores, binding.Origin(origin));
        results.Add(manifest with
        {
            Affinity = binding?.By,
            Omitted = results.Omitted.Count > 0 ? results.Omitted : null,
        });
        foreach (string omitted in results.Omitted)
            progress.Note(omitted);
    }
}
