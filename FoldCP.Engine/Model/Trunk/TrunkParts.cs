using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>The parts in which the networks' trunks differ.</summary>
internal sealed record TrunkParts(
    Module<FoldFeatures, Tensor> Embedder, PairInputs Inputs, TemplateModule? Templates, MSAModule Msa, PairformerModule Pairformer)
{
    public static TrunkParts Of(Boltz2Config config, Mesh mesh)
    {
        var (s, z) = (config.TokenS, config.TokenZ);
        var view = config.UseTemplatesV2 ? TemplateView.Visibility : TemplateView.Chain;
        return new(
            new InputEmbedder(config, mesh),
            PairInputs.Of(config, mesh),
            config.UseTemplates ? new(z, config.TemplateArgs ?? new(), view, mesh) : null,
            new(s, z, config.MsaArgs, mesh),
            new(s, z, config.PairformerArgs, mesh));
    }

    public static TrunkParts Of(Boltz1Config config, Mesh mesh)
    {
        var (widths, z) = (config.Widths, config.TokenZ);
        return new(
            new Boltz1InputEmbedder(widths, config.EmbedderArgs, mesh),
            PairInputs.OfBoltz1(z, mesh),
            Templates: null,
            new(widths.Inputs, z, config.MsaArgs, mesh),
            new(config.TokenS, z, config.PairformerArgs, mesh));
    }
}
