using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>Reads the complex once more with a trunk of its own, to which the first trunk's result is what a round before would be.</summary>
internal sealed class ImitatedTrunk : StructureReader
{
    private readonly Inlined<TrunkModule> _trunk;
    private readonly LayerNorm final_s_norm;
    private readonly LayerNorm final_z_norm;

    /// <exception cref="NotSupportedException">it is to read a random choice of the alignment's rows</exception>
    public ImitatedTrunk(Boltz1Config config, Mesh mesh)
        : base(nameof(ImitatedTrunk))
    {
        if (config.MsaArgs.SubsampleMsa)
            throw new NotSupportedException("Confidence is judged with the whole alignment, but subsample_msa is set.");
        _trunk = this.Inline(new TrunkModule(config, mesh));
        (final_s_norm, final_z_norm) = (nn.LayerNorm(config.TokenS), nn.LayerNorm(config.TokenZ));
        RegisterComponents();
    }

    public override int Blocks => _trunk.Module.Blocks;

    internal override Understanding Prepared(FoldFeatures features, Understanding trunk)
    {
        using var scope = NewDisposeScope();
        var prepared = _trunk.Module.Begun(features, _trunk.Module.Embedded(features), trunk);
        scope.MoveToOuter(prepared.SInputs, prepared.S, prepared.Z);
        return prepared;
    }

    internal override (Tensor S, Tensor Z) Read(FoldFeatures features, Understanding told, Action? beforeBlock)
    {
        using var scope = NewDisposeScope();
        var (s, z) = _trunk.Module.Round(features, told, noise: null, round: 0, beforeBlock);
        return scope.MoveToOuter(final_s_norm.call(s), final_z_norm.call(z));
    }
}
