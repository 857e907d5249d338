using System.Collections.Concurrent;
using FoldCP.Engine.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>
/// The gradients of a recorded run: of its weights, and of inputs that it names. Others can be asked for too, of all that learns; where the
/// case has no loss, it is then made of all outputs, each element with a weight of its own.
/// </summary>
internal sealed class GoldenGradients(GoldenCase recording, bool all)
{
    private const string Prefix = "grad.";

    private readonly Dictionary<string, Tensor> _inputs = [];
    private readonly ConcurrentBag<nn.Module> _modules = [];

    /// <summary>Whether the case has any.</summary>
    public bool Exist { get; } = all || recording.Names.Any(name => name.StartsWith(Prefix, StringComparison.Ordinal));

    /// <summary>Whether gradients of this input are asked for.</summary>
    public bool Include(string input) => Exist && (recording.Has($"{Prefix}in.{input}") || (all && Learns(input)));

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
            outputs[$"{Prefix}in.{name}"] = OfAllRanks(Gradient(leaf)!);
        foreach (var (name, weight) in _modules.SelectMany(module => module.named_parameters()).Where(weight => weight.parameter.requires_grad))
        {
            if (Gradient(weight) is { } gradient)
                outputs[Prefix + name] = OfAllRanks(gradient);
        }
    }

    // What a rank has no use for may be of use to another.
    private Tensor? Gradient(Tensor of) => of.grad is { IsInvalid: false } gradient ? gradient : all ? zeros_like(of) : null;

    private bool Learns(string input) => recording["in." + input].is_floating_point() && !input.StartsWith("feats.", StringComparison.Ordinal) && !input.Contains("mask", StringComparison.Ordinal);

    // The ranks hold the same loss, each seeded with its share of one; gradients are the sum of theirs.
    private Tensor OfAllRanks(Tensor gradient) => recording.Mesh.World.AllReduce(gradient, Reduction.Sum);

    private Tensor Loss(Dictionary<string, Tensor> outputs)
    {
        if (recording.Json.TryGetProperty("loss_output", out var loss))
            return outputs[loss.GetString()!];
        var terms = recording.Names.Where(name => name.StartsWith("in.cot.", StringComparison.Ordinal)).Select(name => (outputs[name["in.cot.".Length..]] * recording[name]).flatten().sum(dim: 0)).ToList();
        if (terms.Count == 0 && all && !outputs.ContainsKey("loss"))
            terms = [.. outputs.Where(output => output.Value.requires_grad).OrderBy(output => output.Key, StringComparer.Ordinal).Select((output, number) => Weighed(output.Value, number))];
        return terms.Count == 0 ? outputs["loss"] : terms.Aggregate((sum, term) => sum + term);
    }

    private static Tensor Weighed(Tensor output, int number)
    {
        using var numbers = new Generator((ulong)number);
        return (output * randn(output.shape, dtype: output.dtype, generator: numbers)).nan_to_num(0).flatten().sum(dim: 0);
    }
}
