using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

public sealed class PdbFileTests
{
    [Fact]
    public void Atoms_stand_in_their_columns_and_every_polymer_ends()
    {
        var assembly = AnyMolecules.Assembly();

        string[] lines = Written(assembly, Samples.Untrained with { Trained = true });

        Assert.Equal("ATOM      1  N   GLY A   1     -99.500 -98.761 -98.022  1.00  0.00           N  ", lines[0]);
        string chlorine = lines.Single(line => line.StartsWith("HETATM", StringComparison.Ordinal) && line[17..22] == "LIG L" && line[76..78] == "CL");
        Assert.Equal("CL1 ", chlorine[12..16]);
        Assert.Equal(["UNK A   3", "  N R   2", " DN D   3"], lines.Where(line => line.StartsWith("TER", StringComparison.Ordinal)).Select(line => line[17..26]));
        Assert.Equal(assembly.Structure.AtomCount, lines.Count(line => line.StartsWith("ATOM", StringComparison.Ordinal) || line.StartsWith("HETATM", StringComparison.Ordinal)));
        Assert.All(lines, line => Assert.Equal(80, line.Length));
        Assert.Equal("END", lines[^1].Trim());
    }

    [Fact]
    public void Serial_numbers_go_on_and_bonds_name_them_from_both_ends()
    {
        string[] lines = Written(AnyMolecules.Assembly(), Samples.Untrained with { Trained = true });

        int[] serials = [.. lines.Where(line => line[..6] is "ATOM  " or "HETATM" or "TER   ").Select(line => int.Parse(line[6..11]))];
        Assert.Equal(Enumerable.Range(1, serials.Length), serials);
        var bonds = lines.Where(line => line.StartsWith("CONECT", StringComparison.Ordinal)).Select(line => line[6..].TrimEnd().Chunk(5).Select(number => int.Parse(number)).ToArray())
            .SelectMany(atoms => atoms.Skip(1).Select(partner => (atoms[0], partner))).ToHashSet();
        int[] ligand = [.. lines.Where(line => line.StartsWith("HETATM", StringComparison.Ordinal) && line[17..22] == "LIG L").Select(line => int.Parse(line[6..11]))];
        Assert.Contains((ligand[0], ligand[1]), bonds);
        Assert.All(bonds, bond => Assert.Contains((bond.partner, bond.Item1), bonds));
        Assert.DoesNotContain((ligand[0], ligand[2]), bonds);
    }

    [Fact]
    public void Rings_are_closed()
    {
        string[] lines = Written(AnyMolecules.Rings(), Samples.Untrained with { Trained = true });

        string Serial(string atom) => lines.Single(line => line.StartsWith("ATOM", StringComparison.Ordinal) && line[12..26] == atom)[6..11];
        Assert.Contains($"CONECT{Serial(" N   SER B   1")}{Serial(" C   GLY B   3")}".PadRight(80), lines);
    }

    [Fact]
    public void Untrained_weights_are_named_before_all_atoms()
    {
        string[] lines = Written(AnyMolecules.Assembly(), Samples.Untrained);

        Assert.StartsWith("REMARK 999 UNTRAINED DEMO WEIGHTS", lines[0], StringComparison.Ordinal);
        Assert.All(lines, line => Assert.Equal(80, line.Length));
    }

    [Theory]
    [InlineData("AB", 1, "a chain AB")]
    [InlineData("A", 10_000, "chain A has 10000")]
    public void What_does_not_fit_is_refused_in_words(string chain, int residues, string reason)
    {
        var complex = Samples.Assembly("x", Samples.Chains(new string('G', residues), chain));

        Assert.Contains(reason, PdbFile.Misfit(complex, Samples.Of(complex)), StringComparison.Ordinal);
    }

    [Fact]
    public void More_atoms_than_numbers_are_refused()
    {
        var complex = Samples.Assembly("x", Samples.Chains(new string('W', 7_142), "A"), Samples.Chains("GGG", "B"));

        Assert.Contains("at most 99999 atoms", PdbFile.Misfit(complex, Samples.Of(complex)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9999.999f, true)]
    [InlineData(10000f, false)]
    [InlineData(-999.999f, true)]
    [InlineData(-1000f, false)]
    public void Coordinates_must_fit_into_eight_columns(float x, bool fits)
    {
        var assembly = AnyMolecules.Assembly();
        var sample = AnyMolecules.Sample(assembly);
        sample.Coordinates[7] = x;

        Assert.Equal(fits, PdbFile.Misfit(assembly, sample) is null);
    }

    private static string[] Written(Assembly assembly, Provenance origin)
    {
        var text = new StringWriter();
        PdbFile.Write(text, assembly, AnyMolecules.Sample(assembly), origin);
        return text.ToString().TrimEnd('\n').Split('\n');
    }
}
