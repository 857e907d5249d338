using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Chemistry;

namespace FoldCP.Engine.Tests.Output;

/// <summary>A made-up complex with a molecule of every kind.</summary>
internal static class AnyMolecules
{
    /// <summary>A modified protein, RNA, DNA, two bound sugars on the protein, two ions, and a ligand by SMILES.</summary>
    public static Assembly Assembly(Generation generation = Generation.Boltz2, string sugar = "S") => Engine.Output.Assembly.Of(Builder.From(new("zoo",
    [
        new PolymerInput(["A"], ChainKind.Protein, "GSX") { Modifications = [new(2, "SEP")] },
        new PolymerInput(["R"], ChainKind.Rna, "AN"),
        new PolymerInput(["D"], ChainKind.Dna, "GTN"),
        new ComponentInput([sugar], ["NAG", "NAG"]),
        new ComponentInput(["M", "Q"], ["MG"]),
        new SmilesInput(["L"], "ClC=O"),
    ])
    {
        Bonds = [new(new("A", 3, "CB"), new(sugar, 1, "C1")), new(new(sugar, 1, "O4"), new(sugar, 2, "C1"))],
    }), generation);

    /// <summary>Rings of every kind of polymer; the first protein's is asked for as a bond as well.</summary>
    public static Assembly Rings() => Engine.Output.Assembly.Of(Builder.From(new("rings",
    [
        new PolymerInput(["A"], ChainKind.Protein, "GSX") { IsCyclic = true },
        new PolymerInput(["D"], ChainKind.Dna, "GT") { IsCyclic = true },
        new PolymerInput(["G"], ChainKind.Protein, "G") { IsCyclic = true },
        new PolymerInput(["B"], ChainKind.Protein, "SSG") { IsCyclic = true },
    ])
    {
        Bonds = [new(new("A", 1, "N"), new("A", 3, "C"))],
    }), Generation.Boltz2);

    public static FoldedSample Sample(Assembly assembly) => new(
        Sample: 0,
        Rank: 0,
        [.. Enumerable.Range(0, 3 * assembly.Structure.AtomCount).Select(i => (i * 0.7391f % 199) - 99.5f)],
        [.. Enumerable.Range(0, assembly.Tokens.Count).Select(i => (i % 101) / 128f)],
        Samples.Scores(assembly.Structure.Chains.Count));

    private static TargetBuilder Builder { get; } = new(GoldenMolecules.Read(), (_, code, _) => new(
        code, code, "", "", 0,
        [new("CL1", 17, 0, Leaves: false), new("C2", 6, 0, Leaves: false), new("O3", 8, 0, Leaves: false)],
        [[Vector3.Zero, Vector3.UnitX, Vector3.UnitY]])
    {
        Bonds = [new(0, 1, BondType.SingleBond), new(1, 2, BondType.DoubleBond)],
        IsOwn = true,
    });
}
