using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Tests.Chemistry;

namespace FoldCP.Engine.Tests.Features;

/// <summary>Inputs with SMILES, from the file to the features.</summary>
public sealed class SmilesInputsTests
{
    private const int Tyrosine = 13;

    [Fact]
    public void The_references_example_of_an_affinity_becomes_features()
    {
        TestToolkit.Needed();
        var input = InputFile.Read(SharedData.File("data/msa/boltz_examples/affinity.yaml"));
        int residues = ((PolymerInput)input.Molecules[0]).Sequence.Length;

        var target = Builder().From(input);
        using var features = Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));

        Assert.Equal((1, 181.191), (target.Affinity!.Chain, Math.Round(target.Affinity.Weight, 3)));
        Assert.Equal(residues + Tyrosine, features.Tokens);
        Assert.Equal(Tyrosine, features.AffinityMask!.sum([0L, 1]).item<float>());
        Assert.Equal([2L, Tyrosine * (Tyrosine - 1) / 2], features.Potentials!.Geometry!.Pairs.shape);
    }

    [Fact]
    public void Both_copies_of_the_references_example_ligand_have_shapes_of_their_own_atoms()
    {
        TestToolkit.Needed();
        var input = InputFile.Read(SharedData.File("data/msa/boltz_examples/ligand.yaml"));
        // Its other ligand is none of the components that come with the engine.
        var target = Builder().From(input with { Molecules = [input.Molecules[0], input.Molecules[2]] });

        using var features = Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));

        var centres = features.Potentials!.Geometry!.Chiral;
        Assert.Equal(["N", "C", "C", "C"], centres.select(1, 0).data<long>().Select(Element));
        Assert.Equal(Enumerable.Repeat((long)Tyrosine, 4), (centres.select(1, 1) - centres.select(1, 0)).data<long>().ToArray());
        Assert.Equal([4L, 2], centres.shape);

        string Element(long atom) => Elements.Symbol((int)features.RefElement[0, atom].item<long>());
    }

    [Fact]
    public void A_component_has_the_shape_that_the_toolkit_finds_and_keeps_it_where_atoms_leave()
    {
        TestToolkit.Needed();
        var builder = Builder();

        var target = builder.From(new("x",
        [
            new PolymerInput(["A"], ChainKind.Protein, "GSG") { Modifications = [new(2, "SEP")] },
            new ComponentInput(["L"], ["SEP"]),
            new ComponentInput(["M"], ["MG"]),
        ]));

        var (inChain, alone) = (target.Structure.Chains[0].Residues[1].Form, target.Structure.Chains[1].Residues[0].Form);
        Assert.Equal(alone.Atoms.Count - 1, inChain.Atoms.Count);
        Assert.Equal(["N", "C", "CB", "CA"], Assert.Single(inChain.Shape!.ChiralCentres).Atoms.Select(atom => inChain.Atoms[atom].Name));
        Assert.Equal(alone.Atoms.Count * (alone.Atoms.Count - 1) / 2, alone.Shape!.Distances.Count);
        Assert.Equal(inChain.Atoms.Count * (inChain.Atoms.Count - 1) / 2, inChain.Shape.Distances.Count);
        Assert.Null(target.Structure.Chains[2].Residues[0].Form.Shape);
        Assert.Null(target.Structure.Chains[0].Residues[0].Form.Shape);
    }

    [Fact]
    public void A_binder_too_large_for_the_affinity_is_refused()
    {
        var input = new FoldInput("x", [new PolymerInput(["A"], ChainKind.Protein, "GA"), new SmilesInput(["L"], "C")]) { AffinityBinder = "L" };
        FoldTarget Binding(int atoms) => new TargetBuilder(MoleculeLibrary.AminoAcids, (_, code, _) => Carbons(code, atoms)).From(input);

        Assert.Equal(128, Binding(128).Structure.Chain("L").AtomCount);
        Assert.Equal("The affinity of chain L cannot be predicted: it has 129 heavy atoms, and 128 are the most that can be.",
            Assert.Throws<FoldException>(() => Binding(129)).Message);
    }

    private static TargetBuilder Builder() => new(MoleculeLibrary.BuiltIn, ChemistryToolkit.Smiles, ChemistryToolkit.Shapes);

    private static Molecule Carbons(string code, int count) =>
        new(code, code, "", "", 1, [.. Enumerable.Range(1, count).Select(number => new MoleculeAtom($"C{number}", 6, 0, false))], [new System.Numerics.Vector3[count]]);
}
