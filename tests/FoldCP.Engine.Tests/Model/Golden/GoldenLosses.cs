using FoldCP.Engine.Training;
using static FoldCP.Engine.Tests.Model.Golden.GoldenLayers;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to compute what training compares.</summary>
internal static class GoldenLosses
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["lddt"] = Lddt,
        ["lrs"] = LearningRates,
        ["bfac"] = c => One("loss", BFactorLoss.Of(c.Features(), c.In("pbfactor"), c.In("feats.bfactor"))),
        ["disto"] = Distogram,
        ["confloss"] = Confidence,
    };

    /// <summary>The parts of a confidence's loss under the reference's names.</summary>
    public static IEnumerable<(string Name, Tensor Value)> Parts(ConfidenceLoss loss) =>
    [
        ("plddt_loss", loss.Plddt), ("pde_loss", loss.Pde), ("resolved_loss", loss.Resolved), ("pae_loss", loss.Pae),
        ("rel_plddt_loss", loss.RelativePlddt), ("rel_pde_loss", loss.RelativePde), ("rel_pae_loss", loss.RelativePae),
    ];

    /// <summary>What samples are held to, given its coordinates and which of its atoms are resolved.</summary>
    public static TrueStructure Truth(GoldenCase c, Tensor coords, Tensor resolved)
    {
        var rows = c.In("feats.r_set_to_rep_atom")[0];
        return new()
        {
            Coords = coords,
            Resolved = resolved,
            ResolvedAsDeposited = c.In("feats.atom_resolved_mask")[0].to(c.Numbers),
            PolymerCentres = rows.argmax(-1).masked_select(rows.sum(-1) > 0),
            FrameResolved = c.In("feats.frame_resolved_mask").view(-1).to(c.Numbers),
        };
    }

    private static Outputs Lddt(GoldenCase c)
    {
        c.Kwargs.Only("nucleic_acid_cutoff", "30");
        c.Kwargs.Only("other_cutoff", "15");
        return One("loss", SmoothLddt.Loss(c.In("pred"), c.In("true"), c.In("is_nuc")[0], c.In("mask")[0]));
    }

    private static Outputs LearningRates(GoldenCase c)
    {
        var a = c.Kwargs.Inner("args");
        var rate = new LearningRate
        {
            Base = a.Double("base_lr"),
            Largest = a.Double("max_lr"),
            WarmupSteps = a.Int("warmup_no_steps"),
            DecayAfter = a.Int("start_decay_after_n_steps"),
            DecayEvery = a.Int("decay_every_n_steps"),
            DecayFactor = a.Double("decay_factor"),
        };
        return One("lr", tensor(Enumerable.Range(0, c.Kwargs.Int("n")).Select(rate.At).ToArray()));
    }

    // The first version has a single prediction and a single conformation.
    private static Outputs Distogram(GoldenCase c)
    {
        var (logits, target, mask) = (c.In("pdistogram"), c.In("feats.disto_target"), c.In("feats.token_disto_mask"));
        if (logits.dim() == 4)
            (logits, target) = (logits.unsqueeze(3), target.unsqueeze(3));
        c.Kwargs.HaveNoEffect("v2");                                                                 // seen in the shape
        var loss = !c.Kwargs.Bool("aggregate", true) ? DistogramLoss.OfClosest(logits, target, mask) : DistogramLoss.OfMean(logits, target, mask);
        return new Dictionary<string, Tensor> { ["loss"] = loss.mean(), ["batch_loss"] = loss };
    }

    private static Outputs Confidence(GoldenCase c)
    {
        Tensor? Given(string name) => c.Has("in." + name) ? c.In(name) : null;
        Tensor? Relative(string name) => Given(name)?.squeeze(0);
        var logits = new ConfidenceLogits(c.In("plddt_logits"), c.In("pde_logits"), c.In("resolved_logits"), Given("pae_logits"))
        {
            AreOfAtoms = !c.Kwargs.Bool("token_level", true),
            RelativePlddt = Relative("relative_plddt_logits"),
            RelativePde = Relative("relative_pde_logits"),
            RelativePae = Relative("relative_pae_logits"),
        };
        var weights = new ConfidenceWeights
        {
            Pae = c.Kwargs.Double("alpha_pae", 0),
            Relative = c.Kwargs.Double("rel", 0),
            Complex = Given("mask_loss")?.to(ScalarType.Float64).item<double>(),
        };
        var truth = Truth(c, c.In("true_coords"), c.In("true_coords_resolved_mask"));
        var loss = ConfidenceLoss.Of(c.Features(), logits, c.In("sample_atom_coords"), truth, weights);
        return Parts(loss).Append(("loss", loss.Total)).ToDictionary();
    }
}
