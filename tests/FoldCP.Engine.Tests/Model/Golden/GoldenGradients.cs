using System.Collections.Concurrent;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>The gradients of a recorded run: of its weights, and of inputs that it names.</summary>
internal sealed class GoldenGradients(GoldenCase recording)
{
    private const string Prefix = "grad.";

    private readonly Dictionary<string, Tensor> _inputs = [];
    private readonly ConcurrentBag<nn.Module> _modules = [];

    /// <summary>Whether the case has any.</summary>
    public bool Exist { get; } = recording.Names.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>Whether gradients of this input are recorded.</summary>
    public bool Include(string input) => Exist && recording.Has($"{Prefix}in.{input}");

    /// <summary>An input whose gradient is asked for; the same tensor each time.</summary>
    public Tensor Leaf(string input, Tensor value)
    {
        if (!_inputs.TryGetValue(input, out var leaf))
            _inputs[input] = leaf = value.clone().requires_grad_();
        return leaf;
    }

    /// <summary>Asks for the gradients of a module's weights; of frozen ones where they are recorded.</summary>
    public void Watch(nn.Module module)
    {
        _modules.Add(module);
        foreach (var (_, weight) in module.named_parameters().Where(weight => recording.Has(Prefix + weight.name)))
            weight.requires_grad = true;
    }

    /// <summary>Goes back from the outputs and adds the gradients to them.</summary>
    public void AddTo(Dictionary<string, Tensor> outputs)
    {
        using (var scope = NewDisposeScope())
            (Loss(outputs) / recording.Mesh.World.Size).backward();
        foreach (var (name, leaf) in _inputs.OrderBy(input => input.Key, StringComparer.Ordinal))
            outputs[$"{Prefix}in.{name}"] = OfAllRanks(leaf.grad!);
        foreach (var (name, weight) in _modules.SelectMany(module => module.named_parameters()))
        {
            if (weight.requires_grad && weight.grad is { IsInvalid: false } gradient)
                outputs[Prefix + name] = OfAllRanks(gradient);
        }
    }

    // The ranks hold the same loss, each seeded with its share of one; gradients are the sum of theirs.
    private Tensor OfAllRanks(Tensor gradient) => recording.Mesh.World.AllReduce(gradient, Reduction.Sum);

    private Tensor Loss(Dictionary<string, Tensor> outputs)
    {
        if (recording.Json.TryGetProperty("loss_output", out var loss))
            return outputs[loss.GetString()!];
        var terms = recording.Names.Where(name => name.StartsWith("in.cot.", StringComparison.Ordinal)).Select(name => (outputs[name["in.cot.".Length..]] * recording[name]).flatten().sum(dim: 0)).ToList();
        return terms.Count == 0 ? outputs["loss"] : terms.Aggregate((sum, term) => sum + term);
    }
}
