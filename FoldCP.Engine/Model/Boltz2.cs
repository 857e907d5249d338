using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model;

/// <summary>The Boltz-2 network.</summary>
public sealed class Boltz2 : FoldingNetwork
{
    private readonly NetworkParts _parts;
    private readonly DiffusionConditioning diffusion_conditioning;
    private readonly AtomDiffusion structure_module;
    private readonly DistogramModule distogram_module;
    private readonly BFactorModule? bfactor_module;
    private readonly ConfidenceModule confidence_module;
    private readonly AffinityModule? affinity_module;
    private readonly AffinityModule? affinity_module1;
    private readonly AffinityModule? affinity_module2;

    /// <param name="config">its shape</param>
    /// <param name="mesh">the ranks that share it; one if not given</param>
    public Boltz2(Boltz2Config config, Mesh? mesh = null)
        : base(nameof(Boltz2))
    {
        (Config, mesh) = (config, mesh ?? Mesh.Serial);
        var (s, z) = (config.TokenS, config.TokenZ);
        var trunk = this.Inline(new TrunkModule(config, mesh));
        diffusion_conditioning = new(config, mesh);
        structure_module = new(config.Widths, config.ScoreModelArgs, config.DiffusionProcessArgs, mesh);
        distogram_module = new(z, config.NumBins, mesh);
        bfactor_module = config.PredictBfactor ? new(s, config.NumBins) : null;
        confidence_module = new(config, mesh);
        AffinityModule? Affinity(AffinityModelArgs? args, bool isIn) => config.AffinityPrediction && isIn ? new(s, z, args!, mesh) : null;
        affinity_module = Affinity(config.AffinityModelArgs, !config.AffinityEnsemble);
        affinity_module1 = Affinity(config.AffinityModelArgs1, config.AffinityEnsemble);
        affinity_module2 = Affinity(config.AffinityModelArgs2, config.AffinityEnsemble);
        var affinity = AffinityEnsemble.Of([affinity_module, affinity_module1, affinity_module2], config.AffinityMwCorrection, mesh);
        _parts = new(mesh, trunk, diffusion_conditioning.call, structure_module, distogram_module, confidence_module, affinity);
        RegisterComponents();
    }

    public Boltz2Config Config { get; }

    public override Generation Generation => Generation.Boltz2;

    public override Widths Widths => Config.Widths;

    public override NetworkConfig Shape => Config;

    private protected override NetworkParts Parts => _parts;

    /// <summary>Each token's B-factor as logits [B, N, bins]; null if the network has no head for it.</summary>
    internal Tensor? BFactorLogits(Tensor s) => bfactor_module?.call(s);
}
