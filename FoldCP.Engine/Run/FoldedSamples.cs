using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Run;

/// <summary>Takes the network's tensors apart into structures, best first, and refuses what is no structure.</summary>
internal static class FoldedSamples
{
    /// <exception cref="InvalidOperationException">the network gave something that is not a number</exception>
    public static FoldedSample[] From(FoldPrediction prediction, Complex complex)
    {
        var ranked = prediction.Scores.Select((scores, sample) => (scores, sample))
            .OrderByDescending(one => one.scores.ConfidenceScore).ThenBy(one => one.sample);
        return [.. ranked.Select((one, rank) => Sample(prediction, complex, one.sample, rank))];
    }

    private static FoldedSample Sample(FoldPrediction prediction, Complex complex, int sample, int rank)
    {
        float[] coordinates = Numbers(prediction.Coordinates, sample, complex.Atoms);
        float[] plddt = Numbers(prediction.Plddt, sample, complex.Residues);
        var scores = prediction.Scores[sample];
        double[] all = [scores.ConfidenceScore, scores.Ptm, scores.Iptm, scores.ComplexPlddt, scores.ComplexIplddt, scores.ComplexPde, scores.ComplexIpde];
        if (!coordinates.All(float.IsFinite) || !plddt.All(float.IsFinite) || !all.All(double.IsFinite))
            throw new InvalidOperationException($"The network's sample {sample} has values that are not numbers.");
        return new(sample, rank, coordinates, plddt, scores);
    }

    private static float[] Numbers(Tensor tensor, int sample, long count)
    {
        using var part = tensor[sample].narrow(0, 0, count).contiguous();
        return part.data<float>().ToArray();
    }
}
