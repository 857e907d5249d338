using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Tests.Chemistry;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to read an input and make features of it.</summary>
internal static class GoldenData
{
    private const string OfBoltz2 = "boltz2 featurizer (inference)";
    private const string OfBoltz1 = "boltz1 featurizer (inference)";

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        [OfBoltz2] = c => Read(c, Generation.Boltz2),
        [OfBoltz1] = c => Read(c, Generation.Boltz1),
    };

    /// <summary>The network whose features a case has.</summary>
    public static Generation Network(GoldenCase c) => c.Subject == OfBoltz1 ? Generation.Boltz1 : Generation.Boltz2;

    private static Outputs Read(GoldenCase c, Generation generation)
    {
        var target = Target(c);
        var tokens = TokenList.Of(target.Structure, generation);
        var noise = new RecordedPoses(c);
        var features = Featurizer.Of(target, generation, noise);
        Assert.True(noise.IsUsedUp, "not all recorded draws were asked for");
        GoldenRecord.Check(c, target, tokens);

        var truth = TruthFeatures.Of(tokens);
        var potentials = PotentialFeatures.Of(target, tokens, generation);
        CheckOmitted(c, truth);
        var outputs = new Outputs();
        GoldenFeatureNames.Add(outputs, c, generation, features, truth, potentials);
        GoldenTables.Add(outputs, "struct", target.Structure, generation);
        GoldenTables.Add(outputs, "tokens", tokens, generation, target.Affinity?.Chain);
        GoldenTables.AddBonds(outputs, tokens, generation);
        foreach (var (chain, alignment) in target.Alignments)
            GoldenTables.Add(outputs, $"msa.{chain}", alignment);
        foreach (var template in target.Templates)
        {
            GoldenTables.Add(outputs, $"template.{template.Name}", template.Structure, generation);
            GoldenTables.Add(outputs, $"template_tokens.{template.Name}", TokenList.Of(template.Structure, generation), generation, null);
        }
        return outputs;
    }

    /// <summary>What a case's input is read as.</summary>
    public static FoldTarget Target(GoldenCase c)
    {
        string name = c.Json.GetProperty("name").GetString()!["data_".Length..];
        string ending = c.Json.GetProperty("input").GetString()!.StartsWith('>') ? "fasta" : "yaml";
        return new TargetBuilder(GoldenMolecules.Read(), Drawn(c), ChemistryToolkit.Shapes)
            .From(InputFile.Read(GoldenCase.Find($"inputs/{name}/{name}.{ending}")));
    }

    // Conformers are found by chance: they are the recorded ones always, all else where there is no toolkit only.
    private static SmilesReader Drawn(GoldenCase c)
    {
        var recorded = c.Json.TryGetProperty("extra_mols", out var molecules) ? GoldenMolecules.All(molecules).ToDictionary(molecule => molecule.Code) : [];
        return ChemistryToolkit.Find() is { } toolkit
            ? (smiles, code, standardised) => toolkit.Draw(smiles, code, standardised) with { Conformers = recorded[code].Conformers }
            : (_, code, _) => Weighed(c, recorded[code]);
    }

    // No weight is read but that of the ligand whose affinity is asked for.
    private static Molecule Weighed(GoldenCase c, Molecule molecule) =>
        c.Json.GetProperty("record").GetProperty("affinity") is { ValueKind: System.Text.Json.JsonValueKind.Object } affinity
            ? molecule with { Weight = affinity.GetProperty("mw").GetDouble() }
            : molecule;

    // Large targets are told instead of stored: the first bin everywhere, as all atoms are at the origin.
    private static void CheckOmitted(GoldenCase c, TruthFeatures truth)
    {
        if (!c.Json.TryGetProperty("omitted", out var omitted))
            return;
        Assert.Equal("out.feats.disto_target", Assert.Single(omitted.EnumerateObject()).Name);
        Assert.Equal(0, truth.DistogramTarget().abs().max().item<long>());
    }
}
