using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

/// <summary>Made-up structures to write: any numbers will do, as long as each is different.</summary>
internal static class Samples
{
    public static Provenance Untrained { get; } = new()
    {
        Fold = "0197f3c2",
        EngineVersion = "1.2.3",
        Weights = "demo",
        WeightsSha256 = new string('a', 64),
        Trained = false,
        Seed = 42,
        At = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero),
    };

    /// <summary>Proteins as a request has them.</summary>
    public static FoldTarget Target(string name, params ChainGroup[] chains) =>
        new TargetBuilder(MoleculeLibrary.AminoAcids).From(RequestInput.Of(new() { Id = "1", Name = name, Chains = chains }, new("/")));

    public static Assembly Assembly(string name, params ChainGroup[] chains) => FoldCP.Engine.Output.Assembly.Of(Target(name, chains), Generation.Boltz2);

    public static ChainGroup Chains(string sequence, params string[] ids) => new() { Ids = ids, Kind = MoleculeKind.Protein, Sequence = sequence };

    public static FoldedSample Of(Assembly assembly) => new(
        Sample: 2,
        Rank: 0,
        [.. Enumerable.Range(0, 3 * assembly.Structure.AtomCount).Select(i => (i * 0.7391f % 1999) - 999.5f)],
        [.. Enumerable.Range(0, assembly.Tokens.Count).Select(i => (i % 101) / 100f)],
        Scores(assembly.Structure.Chains.Count));

    public static SampleScores Scores(int chains) => new()
    {
        Ptm = 0.5,
        Iptm = 0.25,
        LigandIptm = 0,
        ProteinIptm = 0.25,
        ComplexPlddt = 0.75,
        ComplexIplddt = 0.625,
        ComplexPde = 1.5,
        ComplexIpde = 2.5,
        PairChainsIptm = Enumerable.Range(0, chains).ToDictionary(
            i => (long)i,
            i => (IReadOnlyDictionary<long, double>)Enumerable.Range(0, chains).ToDictionary(j => (long)j, j => i + (j / 1000.0))),
    };
}
