using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

public sealed class ModelCifTests
{
    [Fact]
    public void What_is_written_is_read_again_atom_for_atom()
    {
        var complex = Samples.Assembly("trimer", Samples.Chains("MKTAYWIAKQRNPGSLCVDEFHX", "A", "B"), Samples.Chains("GG", "C"));
        var sample = Samples.Of(complex);

        var atoms = AtomSite.Of(Written(complex, sample)).ToList();

        Assert.Equal(Expected(complex), atoms.Select(atom => (atom.Chain, atom.Entity, atom.Sequence, atom.Component, atom.Name, atom.Element)));
        for (int i = 0; i < atoms.Count; i++)
        {
            Assert.InRange(Math.Abs(atoms[i].Position.X - sample.Coordinates[3 * i]), 0, 0.00051);
            Assert.InRange(Math.Abs(atoms[i].Position.Y - sample.Coordinates[(3 * i) + 1]), 0, 0.00051);
            Assert.InRange(Math.Abs(atoms[i].Position.Z - sample.Coordinates[(3 * i) + 2]), 0, 0.00051);
        }
    }

    [Theory]
    [InlineData(27)]
    [InlineData(63)]
    [InlineData(703)]
    public void Chains_may_be_more_than_the_alphabet_has_letters(int chains)
    {
        string[] ids = [.. Enumerable.Range(0, chains).Select(Id)];
        var complex = Samples.Assembly("capsid", Samples.Chains("MA", ids));

        var file = Written(complex, Samples.Of(complex));

        Assert.Equal(ids, AtomSite.Of(file).Select(atom => atom.Chain).Distinct());
        Assert.Equal(ids, Column(file, "_struct_asym", "id"));
        Assert.Equal(ids, Column(file, "_ma_qa_metric_local", "label_asym_id").Distinct());
        Assert.Equal(string.Join(',', ids), file.Table("_entity_poly").Find(0, "pdbx_strand_id"));
        Assert.Equal($"{chains}", file.Table("_entity").Find(0, "pdbx_number_of_molecules"));
    }

    [Fact]
    public void No_line_is_longer_than_CIF_allows_however_many_the_chains_and_long_the_names()
    {
        string[] ids = [.. Enumerable.Range(0, 500).Select(number => $"Chain{number}")];
        string[] names = [.. Enumerable.Range(0, 40).Select(number => string.Concat(Enumerable.Repeat($"subunit's \"{number}\"; ", 40)).Trim())];
        string title = string.Concat(Enumerable.Repeat("the ring's \"outer\" shell; ", 400)).Trim();
        var complex = Samples.Assembly(title, [Samples.Chains("MK", ids) with { Name = title }, .. names.Select((name, at) => Samples.Chains("GG", $"{at}") with { Name = name })]);

        string text = Text(complex, Samples.Of(complex), Samples.Untrained with { Trained = true, Fold = title });

        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 2048));
        var file = CifFile.Read(new StringReader(text), "test.cif");
        Assert.Equal(title, file.Table("_struct").Find(0, "title"));
        Assert.Contains(title, file.Table("_struct").Find(0, "pdbx_model_details"));
        Assert.Equal([title, string.Join("; ", names)], Column(file, "_entity", "pdbx_description"));
        Assert.Equal(string.Join(',', ids), file.Table("_entity_poly").Find(0, "pdbx_strand_id"));
        Assert.Equal(["MK", "GG"], Column(file, "_entity_poly", "pdbx_seq_one_letter_code"));
        Assert.Equal(complex.Structure.Chains.Select(chain => $"{(chain.Entity == 0 ? title : names[chain.Copy])}, copy {chain.Copy + 1}"), Column(file, "_struct_asym", "details"));
        Assert.Equal(complex.Structure.AtomCount, AtomSite.Of(file).Count());
    }

    [Fact]
    public void Entities_have_their_sequence_name_and_accession()
    {
        var complex = Samples.Assembly(
            "pair",
            Samples.Chains("MKU", "A") with { Name = "Cyclin-dependent kinase 5'-activator; \"p35\" α", Accession = "Q15078" },
            Samples.Chains("GG", "B") with { Accession = "P21964-2" },
            Samples.Chains("GGG", "C") with { Accession = "my protein" });

        var file = Written(complex, Samples.Of(complex));

        Assert.Equal(["Cyclin-dependent kinase 5'-activator; \"p35\" α", "P21964-2", "my protein"], Column(file, "_entity", "pdbx_description"));
        Assert.Equal(["MK(UNK)", "GG", "GGG"], Column(file, "_entity_poly", "pdbx_seq_one_letter_code"));
        Assert.Equal(["MKX", "GG", "GGG"], Column(file, "_entity_poly", "pdbx_seq_one_letter_code_can"));
        Assert.Equal(["MET", "LYS", "UNK", "GLY", "GLY", "GLY", "GLY", "GLY"], Column(file, "_entity_poly_seq", "mon_id"));
        Assert.Equal(["UNP", "UNP", "Other"], Column(file, "_ma_target_ref_db_details", "db_name"));
        Assert.Equal(["Q15078", "P21964", "my protein"], Column(file, "_ma_target_ref_db_details", "db_accession"));
        Assert.Equal(["Q15078", "P21964-2", "my protein"], Column(file, "_ma_target_ref_db_details", "db_code"));
        Assert.Equal([null, "P21964-2", null], Column(file, "_ma_target_ref_db_details", "seq_db_isoform"));
        Assert.Equal(["GLY", "LYS", "MET", "UNK"], Column(file, "_chem_comp", "id"));
    }

    [Fact]
    public void One_entity_has_all_the_names_and_accessions_of_its_chains()
    {
        var complex = Samples.Assembly(
            "nucleosome",
            Samples.Chains("MKT", "A") with { Name = "Histone H3.1", Accession = "P68431" },
            Samples.Chains("GG", "B"),
            Samples.Chains("MKT", "C", "D") with { Name = "Histone H3.2", Accession = "Q71DI3" },
            Samples.Chains("MKT", "E") with { Accession = "P68431-1" },
            Samples.Chains("MKT", "F") with { Accession = "P68431-PRO_0000221245" },
            Samples.Chains("MKT", "G") with { Accession = "lab 7" });

        var file = Written(complex, Samples.Of(complex));

        string all = "Histone H3.1; Histone H3.2; P68431-1; P68431-PRO_0000221245; lab 7";
        Assert.Equal([all, "Protein 2"], Column(file, "_entity", "pdbx_description"));
        Assert.Equal([all, "Protein 2", "Model"], Column(file, "_ma_data", "name"));
        Assert.Equal(["reference database", "designed"], Column(file, "_ma_target_entity", "origin"));
        string[] chains =
        [
            "Histone H3.1, copy 1", "Protein 2, copy 1", "Histone H3.2, copy 2", "Histone H3.2, copy 3", "P68431-1, copy 4", "P68431-PRO_0000221245, copy 5",
            "lab 7, copy 6",
        ];
        Assert.Equal(chains, Column(file, "_struct_asym", "details"));
        Assert.Equal(chains, Column(file, "_ma_target_entity_instance", "details"));
        Assert.Equal(["1", "1", "1"], Column(file, "_ma_target_ref_db_details", "target_entity_id"));
        Assert.Equal(["UNP", "UNP", "Other"], Column(file, "_ma_target_ref_db_details", "db_name"));
        Assert.Equal(["P68431", "Q71DI3", "lab 7"], Column(file, "_ma_target_ref_db_details", "db_accession"));
        Assert.Equal(["P68431, P68431-1, P68431-PRO_0000221245", "Q71DI3", "lab 7"], Column(file, "_ma_target_ref_db_details", "db_code"));
        Assert.Equal(["P68431-1", null, null], Column(file, "_ma_target_ref_db_details", "seq_db_isoform"));
    }

    [Fact]
    public void Confidence_is_there_for_the_whole_for_each_residue_and_as_the_B_factor()
    {
        var complex = Samples.Assembly("dimer", Samples.Chains("MKTA", "A", "B"));
        var sample = Samples.Of(complex);

        var file = Written(complex, sample);

        Assert.Equal(["75.00", "0.500", "0.250"], Column(file, "_ma_qa_metric_global", "metric_value"));
        Assert.Equal(sample.Plddt.Select(plddt => CifWriter.Number(100 * plddt, 2)), Column(file, "_ma_qa_metric_local", "metric_value"));
        Assert.Equal(["A", "A", "A", "A", "B", "B", "B", "B"], Column(file, "_ma_qa_metric_local", "label_asym_id"));
        Assert.Equal(["1", "2", "3", "4", "1", "2", "3", "4"], Column(file, "_ma_qa_metric_local", "label_seq_id"));
        float[] expected = [.. sample.Plddt.SelectMany((plddt, at) => Enumerable.Repeat(100 * plddt, "MKTAMKTA"[at] switch { 'M' => 8, 'K' => 9, 'T' => 7, _ => 5 }))];
        Assert.Equal(expected, AtomSite.Of(file).Select(atom => atom.BFactor), (a, b) => Math.Abs(a - b) < 0.0051);
        Assert.Equal("computational", file.Table("_struct").Find(0, "pdbx_structure_determination_methodology"));
    }

    [Fact]
    public void Untrained_weights_are_named_in_the_first_line_the_title_and_the_models_name()
    {
        var complex = Samples.Assembly("dimer", Samples.Chains("MK", "A", "B"));

        string text = Text(complex, Samples.Of(complex), Samples.Untrained);
        string trained = Text(complex, Samples.Of(complex), Samples.Untrained with { Trained = true, Weights = "boltz2" });
        string unknown = Text(complex, Samples.Of(complex), Samples.Untrained with { Weights = "mine.safetensors" });

        var file = CifFile.Read(new StringReader(text), "test.cif");
        Assert.StartsWith("# UNTRAINED DEMO WEIGHTS", text);
        Assert.Contains("UNTRAINED", file.Table("_struct").Find(0, "title"));
        Assert.Contains("UNTRAINED", file.Table("_ma_model_list").Find(0, "model_name"));
        Assert.StartsWith("data_model", trained);
        Assert.DoesNotContain("TRAINED", trained);
        Assert.StartsWith("# WEIGHTS NOT KNOWN TO BE TRAINED", unknown);
        Assert.DoesNotContain("DEMO", unknown);
        Assert.Contains("NOT KNOWN TO BE TRAINED", CifFile.Read(new StringReader(unknown), "test.cif").Table("_struct").Find(0, "title"));
    }

    [Theory]
    [InlineData("Arp2/3 'complex'; \"actin\" nucleator")]
    [InlineData("γ-secretase\ncomplex")]
    [InlineData("?")]
    [InlineData("_loop_")]
    public void Any_name_of_a_complex_can_be_written(string name)
    {
        var complex = Samples.Assembly(name, Samples.Chains("MK", "A"));

        var file = Written(complex, Samples.Of(complex), Samples.Untrained with { Trained = true });

        Assert.Equal(name.Replace('\n', ' '), file.Table("_struct").Find(0, "title"));
        Assert.Equal(17, AtomSite.Of(file).Count());
    }

    [Fact]
    public void The_last_digit_is_rounded_and_large_coordinates_keep_three()
    {
        var complex = Samples.Assembly("one", Samples.Chains("G", "A"));
        float[] coordinates = [-0.0004f, 12345.678f, -1234.5678f, .. Enumerable.Repeat(0f, 9)];

        var atom = AtomSite.Of(Written(complex, Samples.Of(complex) with { Coordinates = coordinates })).First();

        Assert.Equal(0, atom.Position.X, 3);
        Assert.Equal(12345.678, atom.Position.Y, 3);
        Assert.Equal(-1234.568, atom.Position.Z, 3);
    }

    [Theory]
    [InlineData("_atom_site.Cartn_x", "_atom_site has no column Cartn_x")]
    [InlineData("1.5", "_atom_site, row 1: Cartn_x has north, which is no number")]
    public void An_atom_that_cannot_be_read_is_told_with_its_row_and_column(string damage, string fault)
    {
        string text = """
            data_a
            loop_
            _atom_site.label_asym_id
            _atom_site.label_entity_id
            _atom_site.label_seq_id
            _atom_site.label_comp_id
            _atom_site.label_atom_id
            _atom_site.type_symbol
            _atom_site.Cartn_x
            _atom_site.Cartn_y
            _atom_site.Cartn_z
            _atom_site.B_iso_or_equiv
            A 1 . HOH O O 1.5 2 3 .
            """.Replace(damage, damage == "1.5" ? "north" : "_atom_site.other");

        var told = Assert.Throws<InvalidDataException>(() => AtomSite.Of(CifFile.Read(new StringReader(text), "a.cif")).ToList());

        Assert.Equal(fault, told.Message.TrimEnd('.'));
    }

    private static IEnumerable<(string, string, int, string, string, string)> Expected(Assembly complex) =>
        from chain in complex.Structure.Chains
        from residue in chain.Residues
        from name in AminoAcid.All.Single(acid => acid.Code == residue.Form.Name).AtomNames
        select (chain.Id, $"{chain.Entity + 1}", residue.Index + 1, residue.Form.Name, name, name[..1]);

    private static string Id(int number) => number < 26 ? $"{(char)('A' + number)}" : Id((number / 26) - 1) + Id(number % 26);

    private static IEnumerable<string?> Column(CifFile file, string category, string column)
    {
        var table = file.Table(category);
        return Enumerable.Range(0, table.Rows).Select(row => table.Find(row, column));
    }

    private static CifFile Written(Assembly complex, FoldedSample sample, Provenance? origin = null) =>
        CifFile.Read(new StringReader(Text(complex, sample, origin ?? Samples.Untrained)), "test.cif");

    private static string Text(Assembly complex, FoldedSample sample, Provenance origin)
    {
        var text = new StringWriter();
        ModelCif.Write(text, complex, sample, origin);
        return text.ToString();
    }
}
