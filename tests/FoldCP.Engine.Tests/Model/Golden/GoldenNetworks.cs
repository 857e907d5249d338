using System.Text.Json;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to run a whole network.</summary>
internal static class GoldenNetworks
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["models.boltz2.Boltz2"] = c => c.Json.TryGetProperty("mode", out var mode) && mode.GetString() == "train" ? GoldenTraining.Trained(c) : Predicted(c),
        ["models.boltz1.Boltz1"] = Predicted,
    };

    private static Outputs Predicted(GoldenCase c)
    {
        using var network = Network(c, c.Mesh);
        var (features, noise, outputs, calls) = (c.Features(), new RecordedNoise(c), GoldenParts.Watched(c, network), 0);
        var options = Options(c);
        var trunk = network.Understand(features, options.RecyclingSteps, noise, Steps.Untold);
        (outputs["s"], outputs["z"]) = (trunk.S, c.Whole(trunk.Z, features.Tokens).clone());
        if ((network as Boltz2)?.BFactorLogits(trunk.S) is { } bfactor)
            outputs["pbfactor"] = bfactor;
        var distogram = c.Whole(network.Distogram(features, trunk), features.Tokens);
        outputs["pdistogram"] = network is Boltz1 ? distogram.squeeze(3) : distogram;
        var sampled = network.Sample(features, trunk, options, noise, Steps.Untold, GoldenSampling.Watch(outputs, "sample.", () => calls++));
        outputs["sample_atom_coords"] = sampled.X;
        sampled = sampled with { X = ToJudge(features, sampled.X, c["out.sample_atom_coords"]) };
        AddLogits(c, outputs, network, features, trunk, sampled);
        var samples = new List<(SampleConfidence, Dictionary<string, Tensor>)>();
        network.Judge(features, trunk, sampled, Steps.Untold, confidence => samples.Add((Kept(confidence), [])), affinity => GoldenScores.Add(outputs, affinity));
        foreach (var (name, value) in GoldenScores.Of(block => c.Whole(block, features.Tokens), samples))
            outputs[name] = value;
        return outputs;
    }

    private static PredictOptions Options(GoldenCase c)
    {
        var (samples, steering) = (c.Kwargs.Int("diffusion_samples", 1), GoldenSteering.Options(c));
        var all = samples * (steering.Resampling ? steering.Particles : 1);
        return new()
        {
            Samples = samples,
            SamplesAtOnce = GoldenSampling.AtOnce(all, c.Kwargs.Int("max_parallel_samples", all)),
            RecyclingSteps = c.Kwargs.Int("recycling_steps", 0),
            SamplingSteps = c.Kwargs.Int("num_sampling_steps"),
            Steering = steering,
        };
    }

    // What the judge's scores are made from, where the case has it.
    private static void AddLogits(GoldenCase c, Outputs outputs, FoldingNetwork network, FoldFeatures features, Understanding trunk, Sampled sampled)
    {
        var module = network.Confidence;
        var prepared = module.Prepared(features, trunk.SInputs, trunk.S, trunk.Z);
        var read = Enumerable.Range(0, (int)sampled.X.shape[0]).Select(sample => module.Read(
            features, prepared, Boltz2.Representatives(features, sampled.X.narrow(0, sample, 1)), diffused: sampled.Tokens?.narrow(0, sample, 1))).ToList();
        var sameChain = GoldenModules.SameChain(c, features);
        outputs["plddt_logits"] = cat([.. read.Select(x => module.Heads.PlddtLogits(features, x.S))]);
        outputs["resolved_logits"] = cat([.. read.Select(x => module.Heads.ResolvedLogits(features, x.S))]);
        outputs["pae_logits"] = c.Whole(cat([.. read.Select(x => module.Heads.Pae(x.Z, sameChain, logits => logits))]), features.Tokens);
        outputs["pde_logits"] = c.Whole(cat([.. read.Select(x => module.Heads.Pde(x.Z, sameChain, features.Tokens, logits => logits))]), features.Tokens);
    }

    // Judges read distances as bins. Where the last digit of a position moves a distance across an edge, every further number is
    // another one (docs/golden.md): the two atoms of such a distance are then judged where the case has them, from which they may
    // differ no more than positions are allowed to.
    private static Tensor ToJudge(FoldFeatures features, Tensor x, Tensor recorded)
    {
        var isCrossed = (Bins(features, x) != Bins(features, recorded)).any(-1);                     // [M, N]
        var atoms = features.TokenToRepAtom[0].clamp(min: 0).expand(x.shape[0], -1);
        var isMoved = zeros(x.shape[0], x.shape[1], dtype: ScalarType.Bool).scatter_(1, atoms, isCrossed);
        return where(isMoved.unsqueeze(-1), recorded.to(x.dtype), x);
    }

    private static Tensor Bins(FoldFeatures features, Tensor x)
    {
        var tokens = Boltz2.Representatives(features, x);
        return searchsorted(linspace(2, 22, 63, dtype: ScalarType.Float32).to(x.dtype), Distance.Between(tokens, tokens).contiguous());
    }

    /// <summary>A set of weights fills the network of its configuration, without one too many or too few.</summary>
    public static Meeting LoadedStrictly(string name)
    {
        string weights = GoldenCase.Find(name + ".safetensors");
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(weights, ".json")));
        using var file = SafetensorsFile.Open(weights);
        using var network = Built(json.RootElement, Mesh.Serial);
        StrictLoading.Fill(network, file.Tensors, weights);
        var loaded = network.state_dict();
        double error = file.Tensors.Max(tensor => (loaded[tensor.Key] - tensor.Value).abs().max().item<float>());
        return new(error, 0, error == 0 ? null : $"weights are off by {error:g3}");
    }

    /// <summary>A confidence that outlives the network's own scope.</summary>
    public static SampleConfidence Kept(SampleConfidence confidence) => confidence with
    {
        Plddt = confidence.Plddt.DetachFromDisposeScope(),
        Pae = confidence.Pae.DetachFromDisposeScope(),
        Pde = confidence.Pde.DetachFromDisposeScope(),
    };

    /// <summary>The network that a case was recorded with.</summary>
    public static FoldingNetwork Network(GoldenCase c, Mesh mesh)
    {
        var weights = GoldenCase.Find(c.Json.GetProperty("weights_file").GetString()!);
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.ChangeExtension(weights, ".json")));
        using var file = SafetensorsFile.Open(weights);
        var network = Built(json.RootElement, mesh);
        StrictLoading.Fill(network, file.Tensors, weights);
        return c.InMode(network);
    }

    /// <summary>The network that a card describes. A setting that this engine does not know is refused.</summary>
    public static FoldingNetwork Built(JsonElement card, Mesh mesh)
    {
        var settings = card.GetProperty("ctor");
        switch (card.GetProperty("class").GetString())
        {
            case "boltz.model.models.boltz1.Boltz1":
                Boltz1Settings.Check(settings, ofTheReference: false);
                CheckProcess(settings);
                return new Boltz1(Boltz1Config.FromJson(settings), mesh);
            case "boltz.model.models.boltz2.Boltz2":
                Boltz2Settings.Check(settings, ofTheReference: false);
                CheckProcess(settings);
                return new Boltz2(Boltz2Config.FromJson(settings), mesh);
            case var other:
                throw new NotSupportedException($"nobody knows how to build {other}");
        }
    }

    // Weights are predicted with other settings of the diffusion than their own, so those of checkpoints are not checked.
    private static void CheckProcess(JsonElement settings)
    {
        var process = new Args(settings).Inner("diffusion_process_args");
        process.Part<DiffusionProcessArgs>();
        process.HaveNoEffect("num_sampling_steps");
        Assert.Empty(process.Unread);
    }
}
