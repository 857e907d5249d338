using FoldCP.Engine.Model.Atoms;
using static FoldCP.Engine.Tests.Model.Golden.GoldenLayers;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to build and run each module of the reference between atoms and tokens.</summary>
internal static class GoldenAtoms
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["modules.encodersv2.AtomEncoder"] = AtomEncoder,
        ["modules.encodersv2.AtomAttentionEncoder"] = AtomAttentionEncoder,
        ["modules.encodersv2.AtomAttentionDecoder"] = AtomAttentionDecoder,
        ["modules.encoders.AtomAttentionEncoder"] = AtomAttentionEncoderOfBoltz1,
        ["modules.encoders.AtomAttentionDecoder"] = AtomAttentionDecoderOfBoltz1,
    };

    private static Outputs AtomEncoder(GoldenCase c)
    {
        var (widths, reads) = (GoldenModules.Config(c.Ctor).Widths, c.Ctor.Bool("structure_prediction", true));
        var atoms = c.Loaded(new AtomEncoder(widths, reads, c.Mesh)).Of(c.Features(), reads ? (c.In("s_trunk"), c.Block("z")) : null);
        return new Dictionary<string, Tensor> { ["q"] = atoms.Q, ["c"] = atoms.C, ["p"] = atoms.P, ["keys_of_c"] = widths.Windows.KeysOf(atoms.C) };
    }

    private static Outputs AtomAttentionEncoder(GoldenCase c)
    {
        c.Ctor.Only("transformer_post_layer_norm", "false");
        var (widths, depth, reads) = (GoldenModules.Config(c.Ctor).Widths, c.Ctor.Int("atom_encoder_depth", 3), c.Ctor.Bool("structure_prediction", true));
        var transformer = new AtomTransformerArgs(widths.AtomS, depth, c.Ctor.Int("atom_encoder_heads", 4), widths.Windows);
        var module = c.Loaded(new AtomAttentionEncoder(transformer, (reads ? 2 : 1) * widths.TokenS, reads, c.Mesh));
        var (a, q, atoms) = module.Of(c.Features(), c.In("q"), c.In("c"), WindowsByLayer(c.In("atom_enc_bias"), depth), reads ? c.In("r") : null);
        return new Dictionary<string, Tensor> { ["a"] = a, ["q"] = q, ["c"] = atoms };
    }

    private static Outputs AtomAttentionDecoder(GoldenCase c)
    {
        c.Ctor.Only("transformer_post_layer_norm", "false");
        var (depth, windows) = (c.Ctor.Int("atom_decoder_depth", 3), new AtomWindows(c.Ctor.Int("attn_window_queries"), c.Ctor.Int("attn_window_keys")));
        var module = Load(c, a => new AtomAttentionDecoder(new(a.Int("atom_s"), depth, a.Int("atom_decoder_heads", 4), windows), 2 * a.Int("token_s"), c.Mesh));
        return One("r_update", module.Of(c.Features(), c.In("a"), c.In("q"), c.In("c"), WindowsByLayer(c.In("atom_dec_bias"), depth)));
    }

    // Its windows' pairs are atoms of a window and those around it [B, K, W, H, D].
    private static Outputs AtomAttentionEncoderOfBoltz1(GoldenCase c)
    {
        var (a, reads) = (c.Ctor, c.Ctor.Bool("structure_prediction", true));
        var widths = GoldenBoltz1.Widths(a);
        var transformer = new AtomTransformerArgs(widths.AtomS, a.Int("atom_encoder_depth", 3), a.Int("atom_encoder_heads", 4), widths.Windows) { PairDim = widths.AtomZ };
        var module = c.Loaded(new AtomAttentionEncoder(transformer, (reads ? 2 : 1) * widths.TokenS, reads, c.Mesh, widths));
        var features = c.Features();
        var atoms = module.Embedded(features, reads ? (c.In("s_trunk"), c.Block("z")) : null);
        var (tokens, q, condition) = module.Of(features, atoms.Q, atoms.C, module.BiasesFrom(atoms.P), reads ? c.In("r") : null);
        return new Dictionary<string, Tensor> { ["a"] = tokens, ["q"] = q, ["c"] = condition, ["p"] = atoms.P };
    }

    private static Outputs AtomAttentionDecoderOfBoltz1(GoldenCase c)
    {
        var (a, windows) = (c.Ctor, new AtomWindows(c.Ctor.Int("attn_window_queries"), c.Ctor.Int("attn_window_keys")));
        var transformer = new AtomTransformerArgs(a.Int("atom_s"), a.Int("atom_decoder_depth", 3), a.Int("atom_decoder_heads", 4), windows) { PairDim = a.Int("atom_z") };
        var module = c.Loaded(new AtomAttentionDecoder(transformer, 2 * a.Int("token_s"), c.Mesh));
        return One("r_update", module.Of(c.Features(), c.In("a"), c.In("q"), c.In("c"), module.BiasesFrom(c.In("p"))));
    }
}
