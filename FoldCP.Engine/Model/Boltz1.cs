using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model;

/// <summary>The Boltz-1 network.</summary>
public sealed class Boltz1 : FoldingNetwork
{
    private readonly NetworkParts _parts;
    private readonly AtomDiffusion structure_module;
    private readonly DistogramModule distogram_module;
    private readonly ConfidenceModule confidence_module;

    /// <param name="config">its shape</param>
    /// <param name="mesh">the ranks that share it; one if not given</param>
    public Boltz1(Boltz1Config config, Mesh? mesh = null)
        : base(nameof(Boltz1))
    {
        (Config, mesh) = (config, mesh ?? Mesh.Serial);
        var trunk = this.Inline(new TrunkModule(config, mesh));
        structure_module = new(config.Widths, config.ScoreModelArgs, config.DiffusionProcessArgs, mesh);
        distogram_module = new(config.TokenZ, config.NumBins, mesh);
        confidence_module = new(config, mesh);
        _parts = new(mesh, trunk, structure_module.Conditions, structure_module, distogram_module, confidence_module, Affinity: null);
        RegisterComponents();
    }

    public Boltz1Config Config { get; }

    public override Generation Generation => Generation.Boltz1;

    public override Widths Widths => Config.Widths;

    public override NetworkConfig Shape => Config;

    private protected override NetworkParts Parts => _parts;
}
