using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Output;

namespace FoldCP.Engine.Tests.Mmcif;

public sealed class BinaryCifTests
{
    [Fact]
    public void A_structure_with_every_kind_of_molecule_says_the_same_in_both_forms()
    {
        var assembly = AnyMolecules.Assembly();
        var text = new StringWriter();
        ModelCif.Write(text, assembly, AnyMolecules.Sample(assembly), Samples.Untrained);
        var file = CifFile.Read(new StringReader(text.ToString()), "test.cif");

        byte[] binary = Bytes(file);

        var tables = BinaryCifReader.Read(binary);
        Assert.Equal(file.Tables.Count, tables.Count);
        Assert.All(file.Tables, table => Assert.True(BinaryCifReader.Agrees(table, tables), table.Category));
        Assert.IsType<double>(tables["_atom_site"]["Cartn_x"][0]);
        Assert.IsType<double>(tables["_atom_site"]["id"][0]);
        Assert.IsType<string>(tables["_atom_site"]["label_asym_id"][0]);
        Assert.Null(tables["_atom_site"]["label_seq_id"][^1]);
    }

    [Fact]
    public void A_large_structure_takes_less_than_a_third_of_its_text()
    {
        var complex = Samples.Assembly("ring", Samples.Chains("MKTAYWIAKQRNPGSLCVDEFH", [.. Enumerable.Range(0, 50).Select(at => $"C{at}")]));
        var text = new StringWriter();
        ModelCif.Write(text, complex, Samples.Of(complex), Samples.Untrained);

        byte[] binary = Bytes(CifFile.Read(new StringReader(text.ToString()), "test.cif"));

        Assert.InRange(binary.Length, 1, text.ToString().Length / 3);
    }

    [Theory]
    [InlineData("1.5 -2.25 100.0")]
    [InlineData("1 2 3")]
    [InlineData(". 2.5 ?")]
    [InlineData("north 1.5 2.5")]
    [InlineData("99999999999 1.5 2.5")]
    [InlineData("0.12345678 1.5 2.5")]
    public void A_column_of_numbers_comes_back_whatever_stands_in_it(string cells)
    {
        var file = CifFile.Read(new StringReader($"data_x\nloop_\n_atom_site.Cartn_x\n{cells.Replace(' ', '\n')}\n"), "x");

        Assert.True(BinaryCifReader.Agrees(file.Table("_atom_site"), BinaryCifReader.Read(Bytes(file))));
    }

    [Fact]
    public void Texts_that_look_like_numbers_stay_texts()
    {
        var file = CifFile.Read(new StringReader("data_x\nloop_\n_struct_asym.id\n007\n1.50\n"), "x");

        Assert.Equal(["007", "1.50"], BinaryCifReader.Read(Bytes(file))["_struct_asym"]["id"]);
    }

    public static TheoryData<int[], string[]> Numbers => new()
    {
        { [], [] },
        { [7], ["IntegerPacking", "ByteArray"] },
        { [.. Enumerable.Range(1, 1000)], ["Delta", "RunLength", "IntegerPacking", "ByteArray"] },
        { [.. Enumerable.Repeat(5, 1000)], ["RunLength", "IntegerPacking", "ByteArray"] },
        { [.. Enumerable.Range(0, 1000).Select(i => i * i * 7)], ["Delta", "IntegerPacking", "ByteArray"] },
        { [0, 255, 254, 256, 510, 3], ["IntegerPacking", "ByteArray"] },
        { [-128, 127, -127, 126, -300, 300, 1], ["IntegerPacking", "ByteArray"] },
        { [int.MinValue, int.MaxValue, 17, int.MinValue], ["ByteArray"] },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Whole_numbers_come_back_from_the_shortest_of_all_forms(int[] numbers, string[] expected)
    {
        var data = BinaryData.Of(numbers);

        Assert.Equal(numbers, BinaryCifReader.Numbers(data));
        if (expected.Length > 0)
            Assert.Equal(expected, data.Steps.Select(step => step.GetType().Name));
    }

    [Fact]
    public void Any_numbers_come_back()
    {
        var random = new Random(1);
        for (int spread = 1; spread < 31; spread++)
        {
            int[] numbers = [.. Enumerable.Range(0, 200).Select(_ => random.Next() >> (31 - spread)).Select(number => random.Next(2) == 0 ? number : -number)];

            Assert.Equal(numbers, BinaryCifReader.Numbers(BinaryData.Of(numbers)));
        }
    }

    private static byte[] Bytes(CifFile file)
    {
        using var stream = new MemoryStream();
        BinaryCif.Write(stream, file);
        return stream.ToArray();
    }
}
