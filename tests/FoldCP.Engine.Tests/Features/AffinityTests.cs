using System.Numerics;
using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Features;

public sealed class AffinityTests
{
    [Fact]
    public void A_small_complex_is_taken_whole()
    {
        var (features, predicted) = Featurizer.ForAffinity(Target(residues: 30), new PhiloxConformerNoise(1));

        Assert.Equal(30 + 6, features.Tokens);
        Assert.Equal(30 + 6, features.AffinityMask!.flatten().shape[0]);
        Assert.Equal(6, features.AffinityMask.flatten().sum(dim: 0).item<float>());
        Assert.Equal(92.094, features.Affinity!.Weight);
        Assert.Equal((long)Method.Other, features.MethodFeature.max().item<long>());
        Assert.Equal((1, 36), ((int)predicted.Coords.shape[0], (int)predicted.TokenResolvedMask.shape[0]));
    }

    [Fact]
    public void Of_a_large_complex_the_ligand_and_at_most_200_residues_around_it_are_taken()
    {
        var (features, predicted) = Featurizer.ForAffinity(Target(residues: 500), new PhiloxConformerNoise(1));

        long[] residues = features.ResidueIndex.data<long>().ToArray()[..^6];
        float[] mask = features.AffinityMask!.data<float>().ToArray();

        // The ligand is at residue 250 of a straight chain.
        Assert.InRange(residues.Length, 190, 200);
        Assert.Equal(Enumerable.Range((int)residues[0], residues.Length).Select(at => (long)at), residues);
        Assert.InRange(250 - residues[0], 90, 110);
        Assert.Equal([1f, 1, 1, 1, 1, 1], mask[^6..]);
        Assert.Equal(0, mask[..^6].Max());
    }

    [Fact]
    public void Atoms_and_tokens_are_numbered_among_those_that_are_taken()
    {
        var target = Target(residues: 500);

        var (features, predicted) = Featurizer.ForAffinity(target, new PhiloxConformerNoise(1));

        long n = features.Tokens;
        long atoms = (long)features.AtomPadMask.flatten().sum(dim: 0).item<float>();
        Assert.Equal((4 * (n - 6)) + 6, atoms);
        Assert.Equal(Enumerable.Range(0, (int)n - 6).SelectMany(at => Enumerable.Repeat((long)at, 4)), features.AtomToToken.data<long>().ToArray()[..(4 * ((int)n - 6))]);
        Assert.Equal(1, features.TokenToRepAtom[0, 0].item<long>());
        Assert.Equal(atoms - 1, features.TokenToRepAtom[0, n - 1].item<long>());
        Assert.Equal([0L, 1, 2, 4, 5, 6], features.FramesIdx[0, ..2].flatten().data<long>().ToArray());
        Assert.Equal(5 * 2, features.TokenBonds!.Places.shape[1]);
        Assert.Equal(n - 1, features.TokenBonds.Places.max().item<long>());
    }

    [Fact]
    public void Its_own_counts_are_those_of_the_first_row()
    {
        var target = Target(residues: 3) with
        {
            Alignments = new Dictionary<int, Alignment> { [0] = new([AlignmentRow.Parse("GGG", null), AlignmentRow.Parse("GAG", null)]) },
        };

        var (features, _) = Featurizer.ForAffinity(target, new PhiloxConformerNoise(1));

        Assert.Equal(0.5f, features.Profile[0, 1, 9].item<float>());
        Assert.Equal(1f, features.Affinity!.Profile[0, 1, 9].item<float>());
        Assert.Equal(0f, features.Affinity.DeletionMean[0, 1].item<float>());
    }

    // Glycines every 4 Å along x, and a glycerol beside the middle one.
    private static FoldTarget Target(int residues)
    {
        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(
            new("x", [new PolymerInput(["A"], ChainKind.Protein, new('G', residues)), new ComponentInput(["L"], ["GOL"])]) { AffinityBinder = "L" });
        var chain = Enumerable.Range(0, 4 * residues).Select(atom => new Vector3(atom, 0, 0));
        var ligand = Enumerable.Range(0, 6).Select(atom => new Vector3(2 * residues, 5 + atom, 0));
        return target with { Structure = target.Structure.At([.. chain, .. ligand]) };
    }
}
