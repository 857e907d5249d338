using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>What the parts of a whole network make while it runs: <c>inter.part.call</c>, calls counted from 0.</summary>
internal static class GoldenParts
{
    /// <summary>Notes the outputs of a network's own parts from now on.</summary>
    public static Outputs Watched(FoldingNetwork network)
    {
        var outputs = new Outputs();
        foreach (var (name, part) in network.named_children())
            Watch(part, name, outputs);
        return outputs;
    }

    private static void Watch(nn.Module part, string name, Outputs outputs)
    {
        var calls = 0;
        void Note(string of, Tensor? made)
        {
            // Updated in place once the part has returned it.
            if (made is not null)
                outputs[$"inter.{name}{of}"] = made.clone().DetachFromDisposeScope();
        }

        T Noted<T>(T made, Action<string> note)
        {
            note($".{calls++}");
            return made;
        }

        switch (part)
        {
            case nn.Module<Tensor, Tensor> simple:
                simple.register_forward_hook((_, _, y) => Noted(y, call => Note(call, y)));
                break;
            case nn.Module<FoldFeatures, Tensor> embedder:
                embedder.register_forward_hook((_, _, y) => Noted(y, call => Note(call, y)));
                break;
            case TemplateModule templates:
                templates.register_forward_hook((_, _, _, _, _, u) => Noted(u, call => Note(call, u)));
                break;
            case MSAModule alignment:
                alignment.register_forward_hook((_, _, _, _, _, _, z) => Noted(z, call => Note(call, z)));
                break;
            case nn.Module<Tensor, long, Tensor> distogram:
                distogram.register_forward_hook((_, _, _, y) => Noted(y, call => Note(call, y)));
                break;
            case PairformerModule pairformer:
                pairformer.register_forward_hook((_, _, _, _, _, sz) => Noted(sz, call =>
                {
                    Note($"{call}.s", sz.S);
                    Note($"{call}.z", sz.Z);
                }));
                break;
            case DiffusionConditioning conditioning:                                                 // called once: not numbered
                conditioning.register_forward_hook((_, _, _, _, _, conditions) =>
                {
                    foreach (var (of, value) in GoldenModules.Conditions(conditions))
                        Note($".{of}", value);
                    return conditions;
                });
                break;
        }
    }
}
