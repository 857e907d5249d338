using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model;

/// <summary>What about a pair of tokens is expected to be off.</summary>
public enum PairError
{
    /// <summary>The second token's place, seen from the first one's frame.</summary>
    Aligned,

    /// <summary>Their distance.</summary>
    Distance,
}

/// <summary>Some whole rows of one sample's errors of pairs. Nobody ever has all of them.</summary>
/// <param name="Sample">which, from 0</param>
/// <param name="Of">what is off</param>
/// <param name="Rows">which rows these are</param>
/// <param name="Tokens">how many columns they have</param>
/// <param name="Values">Å, row after row</param>
public sealed record PairErrorRows(int Sample, PairError Of, Stretch Rows, long Tokens, float[] Values)
{
    /// <summary>Hands a sample's errors to whom the first rank names.</summary>
    internal static void Hand(Mesh mesh, long tokens, int sample, SampleConfidence confidence, Action<PairErrorRows> take)
    {
        foreach (var (of, block) in new[] { (PairError.Aligned, confidence.Pae), (PairError.Distance, confidence.Pde) })
        {
            PairStrips.ToFirst(mesh, block.unsqueeze(-1), tokens, (strip, rows) =>
                take(new(sample, of, rows, tokens, strip.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray())));
        }
    }
}
