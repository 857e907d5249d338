using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Run.Measures;

/// <summary>What is measured where neither weights nor a complex are at hand: their sizes count, and not what they say.</summary>
internal static class MeasuredNetwork
{
    private const string Letters = "ACDEFGHIKLMNPQRSTVWY";

    /// <summary>Boltz-2 at its released widths, with one block of each kind.</summary>
    public static Boltz2Config Released { get; } = Boltz2Config.Demo with
    {
        AtomS = 128,
        AtomZ = 16,
        TokenS = 384,
        TokenZ = 128,
        EmbedderArgs = new() { AtomEncoderDepth = 1, AtomEncoderHeads = 4 },
        MsaArgs = new() { MsaS = 64, MsaBlocks = 1 },
        PairformerArgs = new() { NumBlocks = 1, V2 = true, NumHeads = 16 },
        ScoreModelArgs = new()
        {
            DimFourier = 256,
            AtomEncoderDepth = 1,
            AtomEncoderHeads = 4,
            TokenTransformerDepth = 1,
            TokenTransformerHeads = 16,
            AtomDecoderDepth = 1,
            AtomDecoderHeads = 4,
            ConditioningTransitionLayers = 2,
        },
        ConfidenceModelArgs = Boltz2Config.Demo.ConfidenceModelArgs with { PairformerArgs = new() { NumBlocks = 1, NumHeads = 16 } },
        TemplateArgs = new() { TemplateDim = 64, TemplateBlocks = 1 },
    };

    /// <summary>With as many blocks as the released one.</summary>
    public static Boltz2Config Whole { get; } = Released with
    {
        MsaArgs = Released.MsaArgs with { MsaBlocks = 4 },
        PairformerArgs = Released.PairformerArgs with { NumBlocks = 64 },
        ScoreModelArgs = Released.ScoreModelArgs with { TokenTransformerDepth = 24, AtomEncoderDepth = 3, AtomDecoderDepth = 3 },
        ConfidenceModelArgs = Released.ConfidenceModelArgs with { PairformerArgs = Released.ConfidenceModelArgs.PairformerArgs! with { NumBlocks = 8 } },
    };

    /// <summary>Two chains of one sequence.</summary>
    public static FoldFeatures Features(int tokens)
    {
        var letters = new Random(1);
        string sequence = string.Concat(Enumerable.Range(0, tokens / 2).Select(_ => Letters[letters.Next(Letters.Length)]));
        var pair = new TargetBuilder(MoleculeLibrary.AminoAcids).From(new("measured", [new PolymerInput(["A", "B"], ChainKind.Protein, sequence)]));
        return Featurizer.Of(pair, Generation.Boltz2, new PhiloxConformerNoise(1));
    }

    /// <summary>The same with an alignment of gaps.</summary>
    public static FoldFeatures Features(int tokens, int rows)
    {
        var features = Features(tokens);
        Tensor Rows(Tensor x) => x.expand(1, rows, -1).clone();
        return features with
        {
            Msa = Rows(features.Msa),
            MsaPaired = Rows(features.MsaPaired),
            HasDeletion = Rows(features.HasDeletion),
            DeletionValue = Rows(features.DeletionValue),
            MsaMask = Rows(features.MsaMask),
        };
    }
}
