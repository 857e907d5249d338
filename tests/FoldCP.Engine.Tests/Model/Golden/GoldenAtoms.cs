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

    /// <summary>How the atoms of a case lie on its mesh.</summary>
    public static AtomPlan Plan(GoldenCase c, AtomWindows windows) => AtomPlan.Of(c.Features(), windows, c.Mesh);

    private static Outputs AtomEncoder(GoldenCase c)
    {
        var (widths, reads) = (GoldenModules.Config(c.Ctor).Widths, c.Ctor.Bool("structure_prediction", true));
        var plan = Plan(c, widths.Windows);
        var atoms = c.Loaded(new AtomEncoder(widths, reads, c.Mesh)).Of(c.Features(), plan, reads ? (c.In("s_trunk"), c.Block("z")) : null);
        var condition = plan.Windows.Whole(atoms.C);
        return new Dictionary<string, Tensor> { ["q"] = plan.Windows.Whole(atoms.Q), ["c"] = condition, ["p"] = plan.Windows.WholeWindows(atoms.P), ["keys_of_c"] = widths.Windows.KeysOf(condition) };
    }

    private static Outputs AtomAttentionEncoder(GoldenCase c)
    {
        c.Ctor.Only("transformer_post_layer_norm", "false");
        var (widths, depth, reads) = (GoldenModules.Config(c.Ctor).Widths, c.Ctor.Int("atom_encoder_depth", 3), c.Ctor.Bool("structure_prediction", true));
        var transformer = new AtomTransformerArgs(widths.AtomS, depth, c.Ctor.Int("atom_encoder_heads", 4), widths.Windows);
        var module = c.Loaded(new AtomAttentionEncoder(transformer, (reads ? 2 : 1) * widths.TokenS, reads, c.Mesh));
        var plan = Plan(c, widths.Windows);
        Tensor Share(string name) => plan.Windows.Share(c.In(name));
        return Encoded(c, plan, module.Of(plan, Share("q"), Share("c"), Biases(c, "atom_enc_bias", depth), reads ? Share("r") : null));
    }

    private static Dictionary<string, Tensor> Encoded(GoldenCase c, AtomPlan plan, (Tensor A, Tensor Q, Tensor C) of) => new()
    {
        ["a"] = c.WholeFromShares(of.A, c.Features().Tokens),
        ["q"] = plan.Windows.Whole(of.Q),
        ["c"] = plan.Windows.Whole(of.C),
    };

    // One for each layer, of this rank's windows.
    public static IReadOnlyList<Tensor> Biases(GoldenCase c, string name, int depth) => [.. WindowsByLayer(c.Share(name), depth)];

    private static Outputs AtomAttentionDecoder(GoldenCase c)
    {
        c.Ctor.Only("transformer_post_layer_norm", "false");
        var (depth, windows) = (c.Ctor.Int("atom_decoder_depth", 3), new AtomWindows(c.Ctor.Int("attn_window_queries"), c.Ctor.Int("attn_window_keys")));
        var module = Load(c, a => new AtomAttentionDecoder(new(a.Int("atom_s"), depth, a.Int("atom_decoder_heads", 4), windows), 2 * a.Int("token_s")));
        return Decoded(c, Plan(c, windows), module, Biases(c, "atom_dec_bias", depth));
    }

    private static Outputs Decoded(GoldenCase c, AtomPlan plan, AtomAttentionDecoder module, IReadOnlyList<Tensor> biases)
        => One("r_update", plan.Windows.Whole(module.Of(plan, c.Share("a"), plan.Windows.Share(c.In("q")), plan.Windows.Share(c.In("c")), biases)));

    // Its windows' pairs are atoms of a window and those around it [B, K, W, H, D].
    private static Outputs AtomAttentionEncoderOfBoltz1(GoldenCase c)
    {
        var (a, reads) = (c.Ctor, c.Ctor.Bool("structure_prediction", true));
        var widths = GoldenBoltz1.Widths(a);
        var transformer = new AtomTransformerArgs(widths.AtomS, a.Int("atom_encoder_depth", 3), a.Int("atom_encoder_heads", 4), widths.Windows) { PairDim = widths.AtomZ };
        var module = c.Loaded(new AtomAttentionEncoder(transformer, (reads ? 2 : 1) * widths.TokenS, reads, c.Mesh, widths));
        var plan = Plan(c, widths.Windows);
        var atoms = module.Embedded(c.Features(), plan, reads ? (c.In("s_trunk"), c.Block("z")) : null);
        var outputs = Encoded(c, plan, module.Of(plan, atoms.Q, atoms.C, module.BiasesFrom(atoms.P), reads ? plan.Windows.Share(c.In("r")) : null));
        outputs["p"] = plan.Windows.WholeWindows(atoms.P);
        return outputs;
    }

    private static Outputs AtomAttentionDecoderOfBoltz1(GoldenCase c)
    {
        var (a, windows) = (c.Ctor, new AtomWindows(c.Ctor.Int("attn_window_queries"), c.Ctor.Int("attn_window_keys")));
        var transformer = new AtomTransformerArgs(a.Int("atom_s"), a.Int("atom_decoder_depth", 3), a.Int("atom_decoder_heads", 4), windows) { PairDim = a.Int("atom_z") };
        var module = c.Loaded(new AtomAttentionDecoder(transformer, 2 * a.Int("token_s")));
        return Decoded(c, Plan(c, windows), module, module.BiasesFrom(c.Share("p")));
    }
}
