using System.Text.Json;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to run a whole network.</summary>
internal static class GoldenNetworks
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["models.boltz2.Boltz2"] = c => c.Json.TryGetProperty("ctor", out _) ? GoldenTraining.Trained(c) : Predicted(c),
        ["models.boltz1.Boltz1"] = Predicted,
    };

    private static Outputs Predicted(GoldenCase c)
    {
        using var network = Network(c, Mesh.Serial);
        var (features, noise, outputs, calls) = (c.Features(), new RecordedNoise(c), new Dictionary<string, Tensor>(), 0);
        var options = new PredictOptions
        {
            Samples = c.Kwargs.Int("diffusion_samples"),
            SamplesAtOnce = c.Kwargs.Int("max_parallel_samples"),
            RecyclingSteps = c.Kwargs.Int("recycling_steps"),
            SamplingSteps = c.Kwargs.Int("num_sampling_steps"),
            Steering = GoldenSteering.Options(c),
        };
        var trunk = network.Understand(features, options.RecyclingSteps, noise, Steps.Untold);
        (outputs["s"], outputs["z"]) = (trunk.S, trunk.Z.clone());
        if ((network as Boltz2)?.BFactorLogits(trunk.S) is { } bfactor)
            outputs["pbfactor"] = bfactor;
        var distogram = network.Distogram(features, trunk);
        outputs["pdistogram"] = network is Boltz1 ? distogram.squeeze(3) : distogram;
        var sampled = network.Sample(features, trunk, options, noise, Steps.Untold, GoldenSampling.Watch(outputs, "sample.", () => calls++));
        outputs["sample_atom_coords"] = sampled.X;
        sampled = sampled with { X = ToJudge(features, sampled.X, c["out.sample_atom_coords"]) };
        AddLogits(outputs, network, features, trunk, sampled);
        var samples = new List<(SampleConfidence, Dictionary<string, Tensor>)>();
        network.Judge(features, trunk, sampled, Steps.Untold, confidence => samples.Add((Kept(confidence), [])), affinity => GoldenScores.Add(outputs, affinity));
        foreach (var (name, value) in GoldenScores.Of(samples))
            outputs[name] = value;
        return outputs.Where(output => c.Has("out." + output.Key)).ToDictionary();
    }

    // What the judge's scores are made from, where the case has it.
    private static void AddLogits(Outputs outputs, FoldingNetwork network, FoldFeatures features, Understanding trunk, Sampled sampled)
    {
        var module = network.Confidence;
        var prepared = module.Prepared(features, trunk.SInputs, trunk.S, trunk.Z);
        var read = Enumerable.Range(0, (int)sampled.X.shape[0]).Select(sample => module.Read(
            features, prepared, Boltz2.Representatives(features, sampled.X.narrow(0, sample, 1)), diffused: sampled.Tokens?.narrow(0, sample, 1))).ToList();
        var sameChain = features.AsymId.unsqueeze(2) == features.AsymId.unsqueeze(1);
        outputs["plddt_logits"] = cat([.. read.Select(x => module.Heads.PlddtLogits(features, x.S))]);
        outputs["resolved_logits"] = cat([.. read.Select(x => module.Heads.ResolvedLogits(features, x.S))]);
        outputs["pae_logits"] = cat([.. read.Select(x => module.Heads.Pae(x.Z, sameChain, logits => logits))]);
        outputs["pde_logits"] = cat([.. read.Select(x => module.Heads.Pde(x.Z, sameChain, features.Tokens, logits => logits))]);
    }

    // Judges read distances as bins. Where the last digit of a position moves a distance across an edge, every further number is
    // another one: then what is judged is the recorded structure, from which this one may differ no more than is allowed.
    private static Tensor ToJudge(FoldFeatures features, Tensor x, Tensor recorded) => (Bins(features, x) == Bins(features, recorded)).all().item<bool>() ? x : recorded;

    private static Tensor Bins(FoldFeatures features, Tensor x)
    {
        var tokens = Boltz2.Representatives(features, x);
        return searchsorted(linspace(2, 22, 63, dtype: ScalarType.Float32), cdist(tokens, tokens).contiguous());
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

    private static FoldingNetwork Built(JsonElement card, Mesh mesh) => card.GetProperty("class").GetString() switch
    {
        "boltz.model.models.boltz1.Boltz1" => new Boltz1(Boltz1Config.FromJson(card.GetProperty("ctor")), mesh),
        "boltz.model.models.boltz2.Boltz2" => new Boltz2(Boltz2Config.FromJson(card.GetProperty("ctor")), mesh),
        var other => throw new NotSupportedException($"nobody knows how to build {other}"),
    };
}
