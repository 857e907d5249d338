using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Structures;
using FoldCP.Engine.Tests.Chemistry.Components;

namespace FoldCP.Engine.Tests.Features;

public sealed class ComponentsHashTests
{
    [Fact]
    public void The_same_definitions_have_the_same_number() => Assert.Equal(HashOf(Definitions.Methanol), HashOf(Definitions.Methanol));

    [Theory]
    [InlineData("MOH O   O 0", "MOH O   S 0")]
    [InlineData("MOH O   O 0", "MOH O   O -1")]
    [InlineData("0.892", "0.893")]
    [InlineData("MOH C O  SING", "MOH C O  DOUB")]
    public void Another_element_charge_place_or_bond_shows(string before, string after)
        => Assert.NotEqual(HashOf(Definitions.Methanol), HashOf(Definitions.Methanol.Replace(before, after, StringComparison.Ordinal)));

    private static string HashOf(string definition)
    {
        var molecule = Molecules(definition);
        var residue = new StructureResidue(ResidueForm.Component(molecule, inPolymer: false), Index: 0, FirstAtom: 0);
        return ComponentsHash.Of(new("one", new([new(0, "L", ChainKind.Ligand, 0, 0, 0, 0, [residue])])));
    }

    private static Molecule Molecules(string definition) => MoleculeLibrary.Read(new StringReader(definition), "mine")["MOH"];
}
