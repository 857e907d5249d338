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
    public static Outputs Watched(GoldenCase c, FoldingNetwork network)
    {
        var outputs = new Outputs();
        foreach (var (name, part) in network.named_children())
            Watch(c, part, name, outputs);
        return outputs;
    }

    private static void Watch(GoldenCase c, nn.Module part, string name, Outputs outputs)
    {
        var calls = 0;
        void Note(string of, Tensor? made)
        {
            // Updated in place once the part has returned it.
            if (made is not null && IsRecorded(of))
                outputs[$"inter.{name}{of}"] = made.clone().DetachFromDisposeScope();
        }

        // Together with the other ranks, which must not be asked in vain: layers are also called for some rows at a time.
        void NotePairs(string of, Tensor? block)
        {
            if (block is not null && IsRecorded(of))
                Note(of, GoldenModules.OfPairs(c, block));
        }

        void NoteTokensOrPairs(string of, Tensor made)
        {
            if (made.dim() > 3)
                NotePairs(of, made);
            else
                Note(of, made);
        }

        bool IsRecorded(string of) => c.Has($"out.inter.{name}{of}");

        T Noted<T>(T made, Action<string> note)
        {
            note($".{calls++}");
            return made;
        }

        switch (part)
        {
            case nn.Module<Tensor, Tensor> simple:
                simple.register_forward_hook((_, _, y) => Noted(y, call => NoteTokensOrPairs(call, y)));
                break;
            case nn.Module<FoldFeatures, Tensor> embedder:
                embedder.register_forward_hook((_, _, y) => Noted(y, call => NoteTokensOrPairs(call, y)));
                break;
            case TemplateModule templates:
                templates.register_forward_hook((_, _, _, _, _, u) => Noted(u, call => NotePairs(call, u)));
                break;
            case MSAModule alignment:
                alignment.register_forward_hook((_, _, _, _, _, _, z) => Noted(z, call => NotePairs(call, z)));
                break;
            case nn.Module<Tensor, long, Tensor> distogram:
                distogram.register_forward_hook((_, _, _, y) => Noted(y, call => NotePairs(call, y)));
                break;
            case PairformerModule pairformer:
                pairformer.register_forward_hook((_, _, _, _, _, sz) => Noted(sz, call =>
                {
                    Note($"{call}.s", sz.S);
                    NotePairs($"{call}.z", sz.Z);
                }));
                break;
            case DiffusionConditioning conditioning:                                                 // called once: not numbered
                conditioning.register_forward_hook((_, _, _, _, _, conditions) =>
                {
                    foreach (var (of, value) in GoldenModules.Conditions(c, conditions))
                        Note($".{of}", value);
                    return conditions;
                });
                break;
        }
    }
}
