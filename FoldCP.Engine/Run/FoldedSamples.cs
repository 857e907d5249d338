using FoldCP.Engine.Model;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Run;

/// <summary>Takes the network's tensors apart into structures, best first, and refuses what is no structure.</summary>
internal static class FoldedSamples
{
    /// <param name="prediction">what the network says</param>
    /// <param name="atoms">how many exist: the rest is padding</param>
    /// <param name="tokens">how many exist</param>
    /// <exception cref="InvalidOperationException">the network gave something that is not a number</exception>
    public static FoldedSample[] From(FoldPrediction prediction, int atoms, int tokens)
    {
        var ranked = prediction.Scores.Select((scores, sample) => (scores, sample))
            .OrderByDescending(one => one.scores.ConfidenceScore).ThenBy(one => one.sample);
        return [.. ranked.Select((one, rank) => Sample(prediction, atoms, tokens, one.sample, rank))];
    }

    private static FoldedSample Sample(FoldPrediction prediction, int atoms, int tokens, int sample, int rank)
    {
        float[] coordinates = Numbers(prediction.Coordinates, sample, atoms);
        // Where both are as many, each atom is a token.
        bool ofAtoms = prediction.Plddt.shape[1] == prediction.Coordinates.shape[1];
        float[] plddt = Numbers(prediction.Plddt, sample, ofAtoms ? atoms : tokens);
        var scores = prediction.Scores[sample];
        double[] all = [scores.ConfidenceScore, scores.Ptm, scores.Iptm, scores.ComplexPlddt, scores.ComplexIplddt, scores.ComplexPde, scores.ComplexIpde];
        if (!coordinates.All(float.IsFinite) || !plddt.All(float.IsFinite) || !all.All(double.IsFinite))
            throw new InvalidOperationException($"The network's sample {sample} has values that are not numbers.");
        return new(sample, rank, coordinates, plddt, scores);
    }

    private static float[] Numbers(Tensor tensor, int sample, int count)
    {
        using var scope = NewDisposeScope();
        return tensor[sample].narrow(0, 0, count).contiguous().data<float>().ToArray();
    }
}
