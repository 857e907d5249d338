using System.Text.Json.Serialization;

namespace FoldCP.Contract;

/// <summary>How to fold. Every default is one that the reference would choose, but for the untrained demo model.</summary>
/// <remarks>The defaults are the constructor's: only so does the JSON reader know them for keys that a file leaves out.</remarks>
/// <param name="Weights"><see cref="DemoWeights"/>, a name such as boltz2 of weights that <c>foldcp weights get</c> brought, or the path of a weights file</param>
/// <param name="Seed">all noise is a function of this seed and of its place, so the same request gives the same structure</param>
/// <param name="Samples">how many structures to make</param>
/// <param name="RecyclingSteps">how often the trunk reads its own result again</param>
/// <param name="SamplingSteps">how many steps lead from noise to a structure</param>
/// <param name="Ranks">how many processes share the fold</param>
/// <param name="WriteFullPae">whether the errors of all pairs of tokens, and each token's pLDDT, are written for every sample; a file leaves it out for no</param>
/// <param name="WritePdb">whether each structure is written as a PDB file too, where it fits into one; a file leaves it out for no</param>
/// <param name="WriteBinaryCif">whether each structure is written as BinaryCIF too; a file leaves it out for no</param>
/// <param name="SingleSequence">whether proteins that name no alignment, or one of another sequence, are folded without; a file leaves it out for no</param>
/// <param name="SamplesAtOnce">how many structures are shaped together: more is faster and takes more memory; null: the engine's own choice</param>
/// <param name="StepScale">how far each step of sampling goes: less gives structures that differ more; null: the network's own</param>
/// <param name="AlignmentRows">how many rows are read of each alignment; null: the engine's own choice</param>
/// <param name="SubsampledRows">how many of the rows the network reads, others in each round; null: all</param>
/// <param name="UsePotentials">whether sampling is led to sound chemistry: no clashes, right bonds; a file leaves it out for no</param>
/// <param name="Method">the experiment whose structures are imitated; null: X-ray diffraction</param>
/// <param name="Affinity">how the affinity of a ligand is predicted where the input asks for it; null: by all defaults</param>
/// <param name="Precision">in which numbers the network computes: fp32, tf32, bf16 or fp64; null: fp32</param>
public sealed record FoldOptions(
    string Weights = FoldOptions.DemoWeights, long Seed = 1, int Samples = 1, int RecyclingSteps = 3, int SamplingSteps = 200, int Ranks = 1,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WriteFullPae = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WritePdb = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool WriteBinaryCif = false,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool SingleSequence = false,
    int? SamplesAtOnce = null, double? StepScale = null, int? AlignmentRows = null, int? SubsampledRows = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool UsePotentials = false,
    string? Method = null, AffinityOptions? Affinity = null, string? Precision = null)
{
    /// <summary>A built-in model without trained weights, for trying the product.</summary>
    public const string DemoWeights = "demo";

    public const int MostSamples = 1_000;

    public const int MostRecyclingSteps = 1_000;

    /// <summary>The noise levels run from the largest to the smallest: there must be both.</summary>
    public const int FewestSamplingSteps = 2;

    public const int MostSamplingSteps = 100_000;

    public const double LargestStepScale = 10;

    /// <summary>Of an alignment.</summary>
    public const int MostAlignmentRows = 1_000_000;
}

/// <summary>How the affinity of a ligand is predicted: its network folds the ligand's surroundings again and judges that.</summary>
/// <param name="Weights">a name or a path, as for structures; null: those that belong to the structure's, where they have any</param>
/// <param name="Samples">how many structures of the surroundings to make, of which the most trusted is judged</param>
/// <param name="SamplingSteps">how many steps lead from noise to them</param>
/// <param name="MwCorrection">whether the value is corrected for the ligand's weight</param>
public sealed record AffinityOptions(string? Weights = null, int Samples = 5, int SamplingSteps = 200, bool MwCorrection = false);
