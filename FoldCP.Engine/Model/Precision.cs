using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Tensors;
using TorchSharp;

namespace FoldCP.Engine.Model;

/// <summary>In which numbers a network computes.</summary>
public enum Precision
{
    /// <summary>float32 everywhere.</summary>
    Fp32,

    /// <summary>float32 in memory; a GPU multiplies matrices with ten bits of mantissa instead of 23. Elsewhere the same as <see cref="Fp32"/>.</summary>
    Tf32,

    /// <summary>bfloat16 where nearly all of the time and memory goes, float32 elsewhere.</summary>
    Bf16,

    /// <summary>float64 everywhere, for comparisons.</summary>
    Fp64,
}

/// <summary>
/// What computes in what. With <see cref="Precision.Bf16"/> it is as under the reference's autocast: linear maps of the pair and alignment
/// tracks have bfloat16 weights and cast what they are given, while all between them is float32 at least. The rest are islands: sums of
/// residuals, norms, softmaxes, the products of triangles and outer products, tokens' own track, atoms, diffusion, distances, alignment of
/// structures, the confidence's heads and the affinity. The diffusion adds biases of tokens to its scores in what these are in, but they are kept as the
/// linear maps make them that read them off the pairs. An island has at least float32: in a float64 run it has float64.
/// </summary>
/// <remarks>
/// The reference (commit 832486d) leaves autocast in: atoms' embeddings and their way to tokens (encodersv2.py), tokens' track and all attention
/// with pair bias (pairformer.py, attentionv2.py), templates' features (trunkv2.py), diffusion, but not what conditions it, and affinity (boltz2.py), the alignment of structures
/// (diffusionv2.py); it casts up before the products of triangles (triangular_mult.py) and of the outer product mean. bfloat16 weights are those that
/// autocast would round each time, and half as large.
/// </remarks>
public static class Precisions
{
    // Whole parts of networks, by the names that checkpoints give them, in which nothing is narrow.
    private static readonly HashSet<string> s_islands =
    [
        "structure_module", "affinity_module", "affinity_module1", "affinity_module2", "confidence_heads", "transition_s", "attention", "atom_encoder", "atom_attention_encoder",
    ];

    // Of what is told of a complex to each step of the diffusion, which is most of a fold's memory while it samples.
    private const string NarrowBiases = "token_trans_proj_z";

    extension(Precision precision)
    {
        /// <summary>What features, noise and all that is no narrow weight are in.</summary>
        public ScalarType Wide => precision is Precision.Fp64 ? ScalarType.Float64 : ScalarType.Float32;

        /// <summary>What requests call it.</summary>
        public string Name => precision.ToString().ToLowerInvariant();

        /// <summary>Gives a network the weights of this precision.</summary>
        internal void ApplyTo(Module network)
        {
            if (precision is Precision.Fp64)
                network.to(ScalarType.Float64);
            if (precision is Precision.Bf16)
                Narrow(network);
        }

        /// <summary>Chooses how a GPU multiplies matrices of float32 from now on, in this process.</summary>
        internal void ChooseProducts()
        {
            if (cuda.is_available())
                backends.cuda.matmul.allow_tf32 = precision is Precision.Tf32;
        }
    }

    /// <summary>The words for all of them, as a request names them.</summary>
    public static IEnumerable<string> Names => Enum.GetValues<Precision>().Select(precision => precision.Name);

    /// <summary>The precision of a word; null if there is no such word, the usual one if none is said.</summary>
    public static Precision? Find(string? name)
        => name is null ? Precision.Fp32 : Enum.GetValues<Precision>().Where(precision => precision.Name == name).Cast<Precision?>().FirstOrDefault();

    extension(Tensor x)
    {
        /// <summary>For islands: x in float32, or in what it is in if that is wider.</summary>
        internal Tensor Wide() => x.Widened();
    }

    private static void Narrow(Module module)
    {
        if (module is TriangleMultiplication or TriangleAttention or Transition or PairWeightedAveraging)
        {
            NarrowLinears(module);
            return;
        }
        foreach (var (name, part) in module.named_children().Where(child => !s_islands.Contains(child.name)))
        {
            if (name == NarrowBiases)
                NarrowLinears(part);
            else
                Narrow(part);
        }
    }

    private static void NarrowLinears(Module layer)
    {
        foreach (var linear in layer.modules().OfType<Linear>())
        {
            linear.to(ScalarType.BFloat16);
            linear.register_forward_pre_hook((_, x) => x.to(ScalarType.BFloat16));
        }
    }
}
