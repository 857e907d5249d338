using System.Globalization;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Run.Measures;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Bench;

/// <summary>What a whole forward pass is measured on.</summary>
/// <param name="Network">demo, or released: the released widths with few blocks, which changes no peak</param>
/// <param name="Tokens">N</param>
/// <param name="Rows">of the alignment</param>
/// <param name="Samples">structures</param>
public sealed record PassShape(string Network, int Tokens, int Rows, int Samples)
{
    // As many as would make the peak of sampling visible, but not as long as the released ones.
    private const int TokenLayers = 4;

    public static PassShape Of(IReadOnlyList<string> words)
    {
        int Number(int at) => int.Parse(words[at], CultureInfo.InvariantCulture);
        return new(words[0], Number(1), Number(2), Number(3));
    }

    public string[] Words => [Network, $"{Tokens}", $"{Rows}", $"{Samples}"];

    internal Boltz2Config Config => Network == FoldOptions.DemoWeights
        ? Boltz2Config.Demo
        : Subjects.Network with { ScoreModelArgs = Subjects.Network.ScoreModelArgs with { TokenTransformerDepth = TokenLayers, AtomEncoderDepth = 3, AtomDecoderDepth = 3 } };
}

/// <summary>Resident memory at most in each stage of a forward pass, in bytes; memory that was freed goes back where a fold gives it back.</summary>
/// <param name="Before">when weights were there, and nothing else</param>
/// <param name="Atoms">of the complex</param>
/// <param name="Trunk">features and trunk</param>
/// <param name="Conditioning">what the diffusion is told</param>
/// <param name="Sampling">all its steps</param>
/// <param name="Confidence">of all samples</param>
public sealed record StagePeaks(long Before, long Atoms, long Trunk, long Conditioning, long Sampling, long Confidence)
{
    public static StagePeaks Of(PassShape shape)
    {
        using var noGrad = no_grad();
        random.manual_seed(1);
        using var network = Subjects.Loaded(shape.Config);
        FreedMemory.Release();
        long before = ResidentMemory.Now();
        ResidentMemory.ForgetPeak();
        using var features = MeasuredNetwork.Features(shape.Tokens, shape.Rows);
        var peaks = new Dictionary<string, long>();
        var options = new PredictOptions { RecyclingSteps = 0, SamplingSteps = 2, Samples = shape.Samples };
        network.Predict(features, options, new PhiloxNoise(1), (stage, step, of) =>
        {
            // What comes before sampling's first step is its preparation.
            Note(peaks, stage == FoldStage.Sampling && step == 0 ? nameof(Conditioning) : $"{stage}");
            if (stage != FoldStage.Sampling || step == 0 || step == of)
                FreedMemory.Release();
            ResidentMemory.ForgetPeak();
        }).Dispose();
        Note(peaks, $"{FoldStage.Confidence}");
        return new(before, features.Atoms, peaks[nameof(Trunk)], peaks[nameof(Conditioning)], peaks[nameof(Sampling)], peaks[nameof(Confidence)]);
    }

    private static void Note(Dictionary<string, long> peaks, string stage) =>
        peaks[stage] = Math.Max(peaks.GetValueOrDefault(stage), ResidentMemory.Peak());
}
