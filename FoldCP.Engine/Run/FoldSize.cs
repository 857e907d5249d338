using FoldCP.Engine.Features;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Run;

/// <summary>What of a fold decides how much memory it takes, beside its network.</summary>
/// <param name="Tokens">N</param>
/// <param name="Atoms">of the complex</param>
internal sealed record FoldSize(long Tokens, long Atoms)
{
    // Of proteins, on average.
    private const double AtomsOfAToken = 7.8;

    /// <summary>Of the alignment that the network reads.</summary>
    public long Rows { get; init; } = 1;

    /// <summary>Structures that are denoised together.</summary>
    public int SamplesAtOnce { get; init; } = 1;

    /// <summary>Ranks that share the pairs of tokens.</summary>
    public int Ranks { get; init; } = 1;

    public static FoldSize Of(FoldFeatures features, PredictOptions how) => new(features.Tokens, features.Atoms)
    {
        Rows = Math.Min(features.Msa.shape[1], features.SubsampledRows ?? long.MaxValue),
        SamplesAtOnce = Math.Min(how.Samples, how.SamplesAtOnce),
    };

    /// <summary>A protein of so many residues.</summary>
    public static FoldSize OfProtein(long tokens) => new(tokens, (long)(AtomsOfAToken * tokens));

    /// <summary>The same kind of complex with another number of tokens.</summary>
    public FoldSize With(long tokens) => this with { Tokens = tokens, Atoms = (long)((double)Atoms / Tokens * tokens) };
}
